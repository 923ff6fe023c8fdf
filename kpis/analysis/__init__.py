"""What is made of several figures: comparisons, drivers, benchmarks, episodes, accuracy of labels."""
