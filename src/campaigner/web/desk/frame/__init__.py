"""What stands around every page of the desk: who asks, whether they may, how it is shown."""
