using BerryAIGen.Library.Safety;
using BerryAIGen.Testing.Pickles;

namespace BerryAIGen.Library.Tests.Safety;

/// <summary>What a name that a pickle asks for says about it.</summary>
public sealed class NamedDangerTests : ScannerTest
{
    [Theory]
    [InlineData("os", "system")]
    [InlineData("os\r", "system\r")]
    [InlineData("posixpath", "os.system")]
    [InlineData("nt", "system")]
    [InlineData("commands", "getoutput")]
    [InlineData("popen2", "popen3")]
    [InlineData("__builtin__", "execfile")]
    [InlineData("__builtins__", "eval")]
    [InlineData("builtins", "__import__")]
    [InlineData("builtins", "getattr")]
    [InlineData("builtins", "breakpoint")]
    [InlineData("exceptions", "eval")]
    [InlineData("cPickle", "loads")]
    [InlineData("copy_reg", "add_extension")]
    [InlineData("operator", "attrgetter")]
    [InlineData("functools", "reduce")]
    [InlineData("multiprocessing.util", "spawnv_passfds")]
    [InlineData("concurrent.futures.process", "_ExceptionWithTraceback")]
    [InlineData("http.client", "HTTPSConnection")]
    [InlineData("zipfile", "ZipFile")]
    [InlineData("collections", "OrderedDict.__init__.__globals__")]
    [InlineData("collections", "_sys.modules.clear")]
    [InlineData("collections.abc", "sys.exit")]
    [InlineData("torch", "os.system")]
    [InlineData("torch", "serialization.os.system")]
    [InlineData("torch.serialization", "load")]
    [InlineData("torch", "load")]
    [InlineData("torch._inductor.codecache", "AsyncCompile.subproc")]
    [InlineData("torch.jit.frontend", "get_jit_def")]
    [InlineData("torch.hub", "load")]
    [InlineData("numpy._core.multiarray", "os.system")]
    [InlineData("numpy", "load")]
    [InlineData("numpy", "__builtins__.eval")]
    [InlineData("numpy.f2py.crackfortran", "getlincoef")]
    [InlineData("numpy.testing._private.utils", "runstring")]
    [InlineData("somebody.models", "Net.forward.__globals__.get")]
    [InlineData("somebody.models", "subprocess.Popen")]
    [InlineData("six.moves.builtins", "eval")]
    [InlineData("pandas", "read_pickle")]
    [InlineData("numpy", "ndarray.tofile")]
    [InlineData("torch", "Size.numel")]
    public void What_does_harm_is_dangerous_by_whatever_name(string module, string name)
    {
        var report = ScanCall(module, name);

        report.Verdict.ShouldBe(ScanVerdict.Dangerous);
        report
            .Globals[0]
            .ShouldSatisfyAllConditions(
                worst => worst.Module.ShouldBe(module),
                worst => worst.Name.ShouldBe(name),
                worst => worst.Why.ShouldNotBeNull()
            );
    }

    [Theory]
    [InlineData("pexpect", "run")]
    [InlineData("sh", "bash")]
    [InlineData("pip", "main")]
    [InlineData("paramiko.client", "SSHClient")]
    [InlineData("torch.multiprocessing", "spawn")]
    [InlineData("torch.utils.cpp_extension", "load")]
    [InlineData("numba", "jit")]
    [InlineData("triton", "jit")]
    [InlineData("jinja2", "Template")]
    [InlineData("IPython", "embed")]
    [InlineData("dill", "loads")]
    [InlineData("cloudpickle", "loads")]
    [InlineData("joblib", "load")]
    [InlineData("yaml", "unsafe_load")]
    [InlineData("torch.package", "PackageImporter")]
    [InlineData("requests", "get")]
    [InlineData("urllib3", "request")]
    [InlineData("huggingface_hub", "hf_hub_download")]
    [InlineData("fsspec", "open")]
    [InlineData("pandas.io.sql", "read_sql")]
    [InlineData("numpy", "memmap")]
    public void What_packages_beside_Python_offer_for_harm_is_dangerous(string module, string name) =>
        ScanCall(module, name).Verdict.ShouldBe(ScanVerdict.Dangerous);

    [Theory]
    [InlineData("somebody.models", "Net")]
    [InlineData("models.common", "Conv")]
    [InlineData("ultralytics.utils.types", "Boxes")]
    [InlineData("__builtin__", "set")]
    [InlineData("copy_reg", "_reconstructor")]
    [InlineData("pathlib", "PosixPath")]
    [InlineData("numpy._core.multiarray", "scalar")]
    [InlineData("torch", "OrderedDict")]
    [InlineData("Collections", "OrderedDict")]
    public void What_no_list_allows_is_suspicious(string module, string name) =>
        ScanCall(module, name).Verdict.ShouldBe(ScanVerdict.Suspicious);

    [Fact]
    public void A_module_that_the_file_changes_is_dangerous_even_when_it_is_allowed() =>
        Scan(PickleScript.Of(2).Global("collections", "OrderedDict").Raw("}").Raw("b").Stop())
            .Verdict.ShouldBe(ScanVerdict.Dangerous);

    [Fact]
    public void A_person_may_add_dangers_and_allow_single_names_by_explicit_word()
    {
        Configure(
            """
            { "schemaVersion": 1, "id": "mine", "allowed": { "models.common": ["Conv"] },
              "dangerous": [{ "why": "was seen in a bad file", "globals": { "collections": ["OrderedDict"] } }] }
            """
        );

        ScanCall("models.common", "Conv").Verdict.ShouldBe(ScanVerdict.Clean);
        ScanCall("models.common", "Conv").Messages.ShouldHaveSingleItem().ShouldContain("allowed by");
        ScanCall("models.common", "Neck").Verdict.ShouldBe(ScanVerdict.Suspicious);
        ScanCall("collections", "OrderedDict").Globals[0].Why!.ShouldContain("was seen in a bad file");
    }

    [Theory]
    [InlineData("""{ "schemaVersion": 1, "id": "mine", "allowed": { "models": ["*"] } }""", "one by one")]
    [InlineData("""{ "schemaVersion": 2, "id": "mine" }""", "schemaVersion")]
    [InlineData("""{ "schemaVersion": 1, "id": "mine", "allowed": { "models": [null] } }""", "null")]
    [InlineData("""{ "schemaVersion": 1, """, "left out")]
    public void A_list_that_lifts_the_gate_or_cannot_be_read_is_left_out_and_told(string json, string why)
    {
        Configure(json);

        ScanCall("models", "Net").Verdict.ShouldBe(ScanVerdict.Suspicious);

        Notices.ShouldHaveSingleItem().ShouldContain(why);
    }
}
