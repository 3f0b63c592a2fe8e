"""A model as bytes and back: arrays and JSON in one compressed archive; nothing in it is ever executed."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from penata.public.routing.rules.calibration import Belief, Curve
from penata.public.routing.rules.habits import Habits
from penata.public.routing.rules.model import Machine, Model, TopicReader
from penata.public.routing.rules.places import Places
from penata.public.routing.rules.vocabulary import Vocabulary

VERSION = 2
_BREAK = "\n"  # no word, piece or place holds one


class NotAModel(ValueError):
    """The bytes are not a model, or one of another version of Penata: learn again."""


def to_bytes(model: Model) -> bytes:
    """The model in a compact, versioned form."""
    facts: dict[str, Any] = {
        "version": VERSION,
        "targets": model.targets,
        "places": model.places.to_dict(),
        "voices": model.voices,
        "threshold": model.threshold,
        "slope": model.belief.slope,
        "labels": model.labels,
    }
    arrays: dict[str, NDArray[Any]] = {"raw": model.belief.curve.raw, "real": model.belief.curve.real}
    arrays["leanings"] = model.belief.leanings
    arrays |= _vocabulary_arrays("", model.vocabulary) | _machine_arrays("", model.machine)
    if model.topics is not None:
        facts["topics"] = model.topics.names
        facts["sharpness"] = model.topics.sharpness
        facts["parents"] = list(model.topics.habits.local)
        arrays |= _vocabulary_arrays("topic_", model.topics.vocabulary)
        arrays |= _machine_arrays("topic_", model.topics.machine) | _habit_arrays(model.topics.habits)
    arrays["facts"] = _as_array(json.dumps(facts))
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)  # type: ignore[arg-type]
    return buffer.getvalue()


def from_bytes(data: bytes) -> Model:
    """The model again; it answers exactly as the one that was stored. Raises NotAModel."""
    try:
        with np.load(io.BytesIO(data), allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in archive.files}
        facts = json.loads(_as_text(arrays["facts"]))
        if facts["version"] != VERSION:
            raise NotAModel(f"version {facts['version']} instead of {VERSION}")
        return _model(facts, arrays)
    except NotAModel:
        raise
    except Exception as error:
        raise NotAModel(str(error)) from error


def _model(facts: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> Model:
    return Model(
        targets=tuple(facts["targets"]),
        places=Places(**facts["places"]),
        vocabulary=_vocabulary("", arrays),
        machine=Machine(arrays["weights"], arrays["biases"]),
        voices=tuple(facts["voices"]),
        belief=Belief(facts["slope"], arrays["leanings"], Curve(arrays["raw"], arrays["real"])),
        threshold=facts["threshold"],
        labels=facts["labels"],
        topics=_reader(facts, arrays) if "topics" in facts else None,
    )


def _reader(facts: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> TopicReader:
    ends = arrays["habit_ends"].tolist()
    local = {}
    for parent, start, end in zip(facts["parents"], [0, *ends[:-1]], ends, strict=True):
        cells = slice(start, end)
        local[parent] = (
            arrays["habit_topic"][cells],
            arrays["habit_target"][cells],
            arrays["habit_count"][cells],
        )
    return TopicReader(
        tuple(facts["topics"]),
        _vocabulary("topic_", arrays),
        Machine(arrays["topic_weights"], arrays["topic_biases"]),
        facts["sharpness"],
        Habits(arrays["habit_usual"], local),
    )


def _vocabulary_arrays(mark: str, vocabulary: Vocabulary) -> dict[str, NDArray[Any]]:
    names = {"words": vocabulary.words, "pieces": vocabulary.pieces, "places": vocabulary.places}
    arrays = {f"{mark}{kind}": _as_array(_BREAK.join(values)) for kind, values in names.items()}
    return {**arrays, f"{mark}rarity": vocabulary.rarity}


def _vocabulary(mark: str, arrays: Mapping[str, NDArray[Any]]) -> Vocabulary:
    words, pieces, places = (_as_names(arrays[f"{mark}{kind}"]) for kind in ("words", "pieces", "places"))
    return Vocabulary(words, pieces, places, arrays[f"{mark}rarity"])


def _machine_arrays(mark: str, machine: Machine) -> dict[str, NDArray[Any]]:
    return {f"{mark}weights": machine.weights, f"{mark}biases": machine.biases}


def _habit_arrays(habits: Habits) -> dict[str, NDArray[Any]]:
    parts = list(habits.local.values())
    empty = np.zeros(0, dtype=np.int64)
    return {
        "habit_usual": habits.usual,
        "habit_topic": np.concatenate([topic for topic, _, _ in parts]) if parts else empty,
        "habit_target": np.concatenate([target for _, target, _ in parts]) if parts else empty,
        "habit_count": np.concatenate([count for _, _, count in parts]) if parts else empty.astype(np.float32),
        "habit_ends": np.cumsum([len(topic) for topic, _, _ in parts]).astype(np.int64),
    }


def _as_array(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode(), dtype=np.uint8)


def _as_text(array: NDArray[Any]) -> str:
    return array.tobytes().decode()


def _as_names(array: NDArray[Any]) -> list[str]:
    text = _as_text(array)
    return text.split(_BREAK) if text else []
