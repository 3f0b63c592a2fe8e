"""NB-SVM: one linear machine for each body, on features weighed by how much they tell of it (needs scikit-learn)."""

from __future__ import annotations

import warnings

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn import config_context
from sklearn.exceptions import ConvergenceWarning
from sklearn.svm import LinearSVC

from penata.public.routing.rules.counting import Floats, Matrix

SMOOTHING = 0.5
COST = 0.1


def ratios(features: Matrix, labels: NDArray[np.int64], weights: Floats, classes: int) -> Floats:
    """The log-count ratio of each feature, present or not, for each class against the rest."""
    present = features.copy()
    present.data = np.ones_like(present.data)
    rows = np.arange(len(labels))
    chosen = sparse.csr_matrix((weights, (labels, rows)), shape=(classes, len(labels)))
    inside = np.asarray((chosen @ present).todense()) + SMOOTHING
    everywhere = np.asarray(weights @ present).ravel()
    outside = everywhere[None, :] - inside + 2 * SMOOTHING
    inside /= inside.sum(axis=1, keepdims=True)
    outside /= outside.sum(axis=1, keepdims=True)
    return np.log(inside) - np.log(outside)


def machines(
    features: Matrix, labels: NDArray[np.int64], weights: Floats, classes: int, *, cost: float = COST
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Weights (features × classes) and biases (classes). A class without rows gets a bias that never wins."""
    told = ratios(features, labels, weights, classes)
    result = np.zeros((features.shape[1], classes), dtype=np.float32)
    biases = np.full(classes, -1.0, dtype=np.float32)
    scaled = features.copy()
    for index in range(classes):
        is_own = labels == index
        if not is_own.any() or is_own.all():
            continue
        scaled.data = features.data * told[index][features.indices]
        machine = LinearSVC(C=cost, random_state=0, max_iter=400, tol=1e-2)
        with warnings.catch_warnings(), config_context(assume_finite=True, skip_parameter_validation=True):
            warnings.simplefilter("ignore", ConvergenceWarning)  # near enough: what follows is calibrated
            machine.fit(scaled, is_own, sample_weight=weights)
        result[:, index] = machine.coef_[0] * told[index]
        biases[index] = machine.intercept_[0]
    return result, biases
