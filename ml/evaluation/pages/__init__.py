"""How the report is written: tables and plots as one page of HTML that needs nothing else."""
