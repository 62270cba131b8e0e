@echo off
setlocal
rem Runs the sallyport command: sallyport.jar next to this file, or in ..\target after a build.
set "JAR=%~dp0sallyport.jar"
if not exist "%JAR%" set "JAR=%~dp0..\lib\sallyport.jar"
if not exist "%JAR%" set "JAR=%~dp0..\target\sallyport.jar"
if not exist "%JAR%" (
  echo Error: sallyport.jar not found; build it with 'mvn -pl auth-cli -am package -DskipTests'. 1>&2
  exit /b 4
)
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
"%JAVA%" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar "%JAR%" %*
exit /b %ERRORLEVEL%
