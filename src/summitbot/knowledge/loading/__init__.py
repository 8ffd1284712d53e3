"""From a folder of YAML to frozen `Knowledge`. YAML and the disk are met nowhere else."""

from summitbot.knowledge.loading.assembly import find_problems, load_knowledge

__all__ = ["find_problems", "load_knowledge"]
