"""Measurements that the README publishes: make bench."""
