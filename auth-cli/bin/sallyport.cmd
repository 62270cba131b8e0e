@echo off
setlocal
rem Starts the sallyport command: sallyport.jar beside this file, or in ..\target where it was built.
set "JAR=%~dp0sallyport.jar"
if not exist "%JAR%" set "JAR=%~dp0..\target\sallyport.jar"
if not exist "%JAR%" (
  echo Error: sallyport.jar is not built yet; run 'mvn -pl auth-cli -am package -DskipTests' first. 1>&2
  exit /b 4
)
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
"%JAVA%" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar "%JAR%" %*
exit /b %ERRORLEVEL%
