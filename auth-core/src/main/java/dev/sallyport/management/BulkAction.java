package dev.sallyport.management;

/** What can be done to many keys at once. */
public enum BulkAction {
  ACTIVATE,
  DEACTIVATE,
  DELETE
}
