"""What members hear and say, feature by feature."""
