"""What runs: the command line, the jobs, the sandbox in which files are read, and the schedules."""
