"""Other projects' suites of numbers, units, bounds and dates: ours beside other libraries."""
