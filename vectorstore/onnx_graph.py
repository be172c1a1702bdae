"""Writes the embedded model as an ONNX graph: BERT up to its token vectors, in the kernels onnxruntime has for it.

The word table stays in 4 bits, as the package brings it. The matrices of the layers are float32, or 8-bit
integers (one scale for each output) times activations that are rounded to 8 bits as they come. What enters a
layer's last matrix is rounded token by token: the first token's values there are ten times those of the others.
"""

from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from vectorstore.q4file import BLOCK, Q4File

TOKENS, MASK, VECTORS = "input_ids", "attention_mask", "token_embeddings"
"""The graph's inputs, int64 and int32 of shape (texts, tokens), and its output, float32 (texts, tokens, hidden)."""

# With a change below `embedded_model.GRAPH_VERSION` is to be raised.
_OPSET, _FORMAT = 21, 10
_CONTRIB = "com.microsoft"  # onnxruntime's own operators: fused, and those for integers
# GELU is never below -0.17: of 256 steps 43 lie below zero, where the largest value is at least `_LEAST`.
_BELOW, _ABOVE = 43, 212
_LEAST = 0.17 * _ABOVE / _BELOW
_LEAST_GAIN = np.float32(0.01)


def write(model: Q4File, path: Path, *, integers: bool) -> None:
    """Write the graph with its weights to `path`; with `integers`, its matrices as 8-bit integers."""
    network = _Integers(model) if integers else _Floats(model)
    onnx.save(network.build(), path)


class _Floats:
    """The network as it is, its matrices in float32."""

    def __init__(self, model: Q4File) -> None:
        self._model, self._shape = model, model.shape
        self._weights = {name: values for name, values in model.tensors() if name != "emb.word"}
        self._nodes: list[onnx.NodeProto] = []
        self._constants: dict[str, onnx.TensorProto] = {}
        self._gains: dict[str, str] = {}  # what is normalised, and by which parameters

    def build(self) -> onnx.ModelProto:
        x = self._embedded()
        for layer in range(self._shape.num_hidden_layers):
            x = self._layer(f"l{layer}.", x)
        self._add("Identity", x, out=VECTORS)
        size = ["texts", "tokens"]
        graph = helper.make_graph(
            self._nodes,
            "encoder",
            [
                helper.make_tensor_value_info(TOKENS, TensorProto.INT64, size),
                helper.make_tensor_value_info(MASK, TensorProto.INT32, size),
            ],
            [helper.make_tensor_value_info(VECTORS, TensorProto.FLOAT, [*size, self._shape.hidden_size])],
            list(self._constants.values()),
        )
        opsets = [helper.make_opsetid("", _OPSET), helper.make_opsetid(_CONTRIB, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=_FORMAT, producer_name="jushi")

    def _embedded(self) -> str:
        """Words, positions and the one type of token there is, added and normalised."""
        words, hidden = self._word_table(), self._shape.hidden_size
        positions = self._weights["emb.pos"].reshape(-1, hidden)
        positions = positions + self._weights["emb.type"].reshape(-1, hidden)[0]
        first = self._constant("first", np.zeros(1, dtype=np.int64))
        length = self._add("Shape", TOKENS, start=1, end=2)
        added = self._add("Slice", self._constant("positions", positions), first, length, first)
        return self._normalised("emb.ln", self._add("Add", words, added))

    def _word_table(self) -> str:
        nibbles, scales = self._model.packed("emb.word")
        signed = nibbles ^ 8  # a 4-bit integer with a sign: 8, which means 0, becomes 0
        size = [self._shape.vocab_size, self._shape.hidden_size]
        self._constants["words"] = helper.make_tensor(
            "words", TensorProto.INT4, size, (signed[:, 0::2] | signed[:, 1::2] << 4).tobytes(), raw=True
        )
        steps = self._constant("words.scale", scales.reshape(size[0], -1))
        return self._fused(
            "GatherBlockQuantized",
            "words",
            TOKENS,
            steps,
            gather_axis=0,
            quantize_axis=1,
            block_size=BLOCK,
        )

    def _layer(self, at: str, x: str) -> str:
        seen = self._product(self._attention(at, x), at + "ao")
        y = self._normalised(at + "aln", self._add("Add", seen, x))
        inner = self._add("Gelu", self._product(y, at + "fi"))
        return self._normalised(at + "oln", self._add("Add", self._last_product(inner, at + "fo"), y))

    def _attention(self, at: str, x: str) -> str:
        third = self._constant("thirds", np.full(3, self._shape.hidden_size, dtype=np.int64))
        parts = [f"{at}{part}.out" for part in "qkv"]
        product = self._product(x, *(at + part for part in "qkv"))
        self._nodes.append(helper.make_node("Split", [product, third], parts, axis=-1))
        heads = self._shape.num_attention_heads
        return self._fused("MultiHeadAttention", *parts, "", MASK, num_heads=heads)

    def _normalised(self, name: str, x: str) -> str:
        # Not SkipLayerNormalization, which adds first: it took a quarter of all the time, this takes a fortieth.
        norm = (self._constant(f"{name}.{part}", self._weights[f"{name}.{part}"]) for part in "wb")
        normalised = self._add("LayerNormalization", x, *norm, axis=-1, epsilon=self._shape.layer_norm_eps)
        self._gains[normalised] = name
        return normalised

    def _product(self, x: str, *names: str) -> str:
        """`x` times these matrices, one result behind the other, plus their biases."""
        product = self._add("MatMul", x, self._constant(f"{names[0]}.w", self._matrix(*names).T))
        return self._add("Add", product, self._bias(*names))

    def _last_product(self, x: str, name: str) -> str:
        """`x`, as GELU leaves it, times the layer's last matrix."""
        return self._product(x, name)

    def _matrix(self, *names: str) -> NDArray[np.float32]:
        """The matrices one below the other, one row for each output."""
        inner = self._shape.intermediate_size if names[0].endswith("fo") else self._shape.hidden_size
        return np.concatenate([self._weights[f"{name}.w"].reshape(-1, inner) for name in names])

    def _bias(self, *names: str) -> str:
        return self._constant(f"{names[0]}.b", np.concatenate([self._weights[f"{name}.b"] for name in names]))

    def _constant(self, name: str, value: NDArray[np.generic]) -> str:
        if name not in self._constants:
            self._constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def _add(self, op: str, *inputs: str, out: str = "", domain: str = "", **attributes: Any) -> str:
        out = out or f"{op}.{len(self._nodes)}"
        self._nodes.append(helper.make_node(op, inputs, [out], domain=domain, **attributes))
        return out

    def _fused(self, op: str, *inputs: str, **attributes: Any) -> str:
        return self._add(op, *inputs, domain=_CONTRIB, **attributes)


class _Integers(_Floats):
    """The network with its matrices rounded to 8 bits."""

    def _product(self, x: str, *names: str) -> str:
        matrix = self._matrix(*names)
        if norm := self._gains.get(x):
            # A few columns are far larger than the others, by the gain they were normalised with: the matrix takes
            # it over, or they alone would decide how wide the steps are (a third of the error without).
            gain = np.abs(self._weights[f"{norm}.w"]) + _LEAST_GAIN
            x = self._add("Mul", x, self._constant(f"{norm}.inverse", 1 / gain))
            matrix = matrix * gain
        rounded = self._rounded(names[0], matrix)
        return self._fused("DynamicQuantizeMatMul", x, *rounded, self._bias(*names))

    def _last_product(self, x: str, name: str) -> str:
        last = self._constant("last", np.array([-1], dtype=np.int64))
        least = self._constant("least", np.array(_LEAST, dtype=np.float32))
        scale = self._constant("scale", np.array(1 / _ABOVE, dtype=np.float32))
        zero = self._constant("zero", np.array(_BELOW, dtype=np.uint8))
        largest = self._add("Max", self._add("ReduceMax", x, last, keepdims=1), least)
        rounded = self._add("QuantizeLinear", self._add("Div", x, largest), scale, zero)
        weights, scales, zeros = self._rounded(name, self._matrix(name))
        product = self._fused("MatMulIntegerToFloat", rounded, weights, scale, scales, zero, zeros)
        return self._add("Add", self._add("Mul", product, largest), self._bias(name))

    def _rounded(self, name: str, matrix: NDArray[np.float32]) -> tuple[str, str, str]:
        """The matrix as 8-bit integers, the steps they are counted in, and what stands for zero."""
        steps = np.abs(matrix).max(axis=1) / 127
        whole = np.round(matrix / steps[:, np.newaxis]).astype(np.int8)
        return (
            self._constant(f"{name}.w", whole.T),
            self._constant(f"{name}.scale", steps),
            self._constant(f"{name}.zero", np.zeros(len(steps), dtype=np.int8)),
        )
