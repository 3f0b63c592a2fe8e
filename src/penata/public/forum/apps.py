from django.apps import AppConfig


class ForumConfig(AppConfig):
    name = "penata.public.forum"
    label = "forum"
