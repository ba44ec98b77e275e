"""What every window at a staffed desk shares: signing in, the day, keys, the sheet, the frame's parts."""
