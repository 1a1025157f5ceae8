using BerryAIGen.Library.Safety;
using BerryAIGen.Library.Tests.Downloads;
using BerryAIGen.Testing;
using BerryAIGen.Testing.Pickles;

namespace BerryAIGen.Library.Tests.Safety;

public sealed class FileScannerTests : ScannerTest
{
    [Fact]
    public void What_only_builds_tensors_is_clean()
    {
        var tensor = new TorchTensor("w", "BFloat16Storage", "0", [2, 2], IsParameter: true);
        (string, string, byte[])[] storages = [("0", "BFloat16Storage", [1, 2, 3, 4, 5, 6, 7, 8])];

        Scan(TorchFile.Zip([tensor], storages)).Verdict.ShouldBe(ScanVerdict.Clean);
        Scan(TorchFile.Legacy([tensor], storages)).Verdict.ShouldBe(ScanVerdict.Clean);
    }

    [Theory]
    [InlineData("x.ckpt", "ca_package\nrun\n")]
    [InlineData("x.ckpt", "I0x1\nca_package\nrun\n.")]
    public void What_a_loader_runs_behind_another_format_s_mark_is_no_clean_file(string name, string rest)
    {
        var content = new PickleScript().Raw("GGUF\x03\0\0\0\x01").Raw(string.Concat(Enumerable.Repeat("N0", 40)));

        Scan(content.Raw(rest).Stop()[..^1], name).Verdict.ShouldNotBe(ScanVerdict.Clean);
    }

    [Fact]
    public void What_only_joblib_passes_over_is_read_in_a_file_of_PyTorch()
    {
        var content = PickleScript.Of(2).Global("joblib.numpy_pickle", "NumpyArrayWrapper").Raw(")\x81}(");
        content.Text("shape").Wholes([64]).Text("dtype").Global("numpy", "dtype").CallWith("u1").Raw("ub");

        Scan(content.Raw("0").Global("os", "system").CallWith("x").Raw(new byte[64]).Stop())
            .Verdict.ShouldBe(ScanVerdict.Dangerous);
    }

    [Fact]
    public void What_joblib_passes_over_and_a_plain_loader_runs_is_dangerous()
    {
        byte[] values = [.. "0cos\nsystem\n(S'x'\ntR."u8, .. new byte[64]];
        var content = PickleScript.Of(2).Global("joblib.numpy_pickle", "NumpyArrayWrapper").Raw(")\x81}(");
        content.Text("shape").Wholes([values.Length]).Text("dtype").Global("numpy", "dtype").CallWith("u1").Raw("ub");

        Scan(content.Raw(values).Stop(), "x.joblib").Verdict.ShouldBe(ScanVerdict.Dangerous);
        Scan(content.Stop(), "x.pkl").Verdict.ShouldBe(ScanVerdict.Dangerous);
    }

    [Fact]
    public void An_unknown_name_in_a_further_pickle_that_breaks_off_is_suspicious()
    {
        var clean = PickleScript.Of(2).Raw("N").Stop();

        Scan([.. clean, .. "cmy_package\nrun\n(tR"u8]).Verdict.ShouldBe(ScanVerdict.Suspicious);
        Scan([.. clean, .. "ccollections\nOrderedDict\n(tR"u8]).Verdict.ShouldBe(ScanVerdict.Clean);
    }

    [Fact]
    public void What_lies_behind_more_than_is_followed_is_no_clean_file()
    {
        var content = new PickleScript().Raw("GGUF\x03\0\0\0\x01");
        for (var count = 0; count < 270; count++)
            content.Text(new string('a', 64 * 1024)).Raw("0");

        Scan(content.Global("os", "system").CallWith("x").Stop(), "x.gguf").Verdict.ShouldBe(ScanVerdict.Unreadable);
    }

    [Theory]
    [InlineData("cbuiltins\nbytearray\n(]K\x80aK\x04atR\x85R.")]
    [InlineData("c_codecs\nencode\n(Vab\nVutf-16\ntR\x85R.")]
    [InlineData("]\x85R.")]
    [InlineData("S'no file, whose rest nobody followed'\n\x85R.")]
    public void A_loader_that_is_given_what_nobody_can_look_into_is_dangerous(string given) =>
        Scan(PickleScript.Of(2).Global("torch.storage", "_load_from_bytes").Raw(given).Stop())
            .Verdict.ShouldBe(ScanVerdict.Dangerous);

    [Fact]
    public void An_archive_that_two_programs_would_read_differently_is_suspicious()
    {
        var clean = PickleScript.Of(2).Raw("N").Stop();

        Scan(ZipBytes.Create(("a.pkl", clean)), "x.zip").Verdict.ShouldBe(ScanVerdict.Clean);
        Scan(ZipBytes.Create([new ZipPart("a.pkl", clean) { LocalName = "b.pkl" }]), "x.zip")
            .Verdict.ShouldBe(ScanVerdict.Suspicious);
    }

    [Fact]
    public void Nested_bytes_are_judged_and_those_that_nobody_can_read_are_dangerous()
    {
        var clean = TorchFile.Legacy(
            [new TorchTensor("w", "FloatStorage", "0", [1])],
            [("0", "FloatStorage", new byte[4])]
        );
        var harm = PickleScript.Of(2).Global("os", "system").CallWith("x").Stop();

        Scan(Nesting(clean)).Verdict.ShouldBe(ScanVerdict.Suspicious);
        Scan(Nesting(harm)).Verdict.ShouldBe(ScanVerdict.Dangerous);
        Scan(Nesting(new byte[1 << 20])).Verdict.ShouldBe(ScanVerdict.Dangerous);

        static byte[] Nesting(byte[] content) =>
            PickleScript.Of(3).Global("torch.storage", "_load_from_bytes").Bytes(content).Raw(0x85).Raw("R").Stop();
    }

    [Fact]
    public void A_file_that_breaks_off_is_unreadable_unless_what_was_found_is_worse()
    {
        var clean = TorchFile.StateDictionary([new TorchTensor("w", "FloatStorage", "0", [1])]);
        var harm = PickleScript.Of(2).Global("os", "system").CallWith("x").Stop();

        Scan(clean[..^5]).Verdict.ShouldBe(ScanVerdict.Unreadable);
        Scan(harm[..^5]).Verdict.ShouldBe(ScanVerdict.Dangerous);
        Scan([]).Verdict.ShouldBe(ScanVerdict.Unreadable);
    }

    [Fact]
    public void A_text_that_only_looks_like_a_pickle_is_clean_and_one_that_is_dangerous_is_not()
    {
        Scan("config\nmodel\nnames"u8.ToArray(), "x.txt").Verdict.ShouldBe(ScanVerdict.Clean);
        Scan("cos\nsystem\nnames"u8.ToArray(), "x.txt").Verdict.ShouldBe(ScanVerdict.Dangerous);
    }

    [Theory]
    [InlineData("x.safetensors", "safetensors")]
    [InlineData("x.sft", "safetensors")]
    [InlineData("x.GGUF", "GGUF")]
    [InlineData("x.onnx", "ONNX")]
    public void Bytes_that_are_not_what_their_name_says_are_unreadable_and_say_why(string name, string format)
    {
        byte[] content = [.. Enumerable.Range(0, 200).Select(at => (byte)(at * 37))];

        var report = Scan(content, name);

        report.Verdict.ShouldBe(ScanVerdict.Unreadable);
        report.Messages.ShouldHaveSingleItem().ShouldContain(format);
        // By the name that it is to have, not by the one of its part.
        Scanner()
            .Scan(Folder.Write("y.part", content), name, TestContext.Current.CancellationToken)
            .Verdict.ShouldBe(ScanVerdict.Unreadable);
    }

    [Theory]
    [InlineData("x.ckpt")]
    [InlineData("x.bin")]
    public void A_page_that_a_server_sent_in_place_of_a_model_is_unreadable(string name) =>
        Scan("<!DOCTYPE html><html><body>Sign in</body></html>"u8.ToArray(), name)
            .Verdict.ShouldBe(ScanVerdict.Unreadable);

    [Fact]
    public void A_whole_model_without_a_pickle_is_clean()
    {
        Scan(TinySafetensors.Create(160), "x.safetensors").Verdict.ShouldBe(ScanVerdict.Clean);
        Scan(GgufMaker.Small(), "x.gguf").Verdict.ShouldBe(ScanVerdict.Clean);
        Scan(TinySafetensors.Create(160)[..^1], "x.safetensors").Verdict.ShouldBe(ScanVerdict.Unreadable);
    }

    [Fact]
    public void Of_aFolder_what_is_no_model_and_clean_is_only_counted()
    {
        Folder.Write("a/model.safetensors", TinySafetensors.Create(160));
        Folder.Write("a/model.berry.json", "{}"u8.ToArray());
        Folder.Write("a/model.png", [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        Folder.Write("a/odd.txt", PickleScript.Of(2).Raw("N").Stop());

        var files = new FolderScanner(Scanner()).Scan(
            [Path.Combine(Folder.Path, "a"), Path.Combine(Folder.Path, "a", "model.png")],
            TestContext.Current.CancellationToken
        );

        files
            .Where(file => !file.IsAside)
            .Select(file => Path.GetFileName(file.Path))
            .ShouldBe(["model.safetensors", "odd.txt", "model.png"]);
        files.Count(file => file.IsAside).ShouldBe(2);
    }

    [Fact]
    public void Of_aFolder_every_file_is_scanned()
    {
        Folder.Write("a/harm.pkl", PickleScript.Of(2).Global("os", "system").Stop());
        Folder.Write("a/b/fine.pkl", PickleScript.Of(2).Raw("N").Stop());

        var files = new FolderScanner(Scanner()).Scan(
            [Path.Combine(Folder.Path, "a"), Path.Combine(Folder.Path, "nothing")],
            TestContext.Current.CancellationToken
        );

        files.Select(file => file.Report?.Verdict).ShouldBe([ScanVerdict.Clean, ScanVerdict.Dangerous, null]);
        files[2].Failure!.Code.ShouldBe(FailureCode.NotFound);
    }

    [Fact]
    public void Of_aFolder_a_link_over_another_link_is_followed_and_one_to_nowhere_is_told()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need rights there.");
        Folder.Write("elsewhere/harm.pkl", PickleScript.Of(2).Global("os", "system").Stop());
        Folder.Write("a/fine.pkl", PickleScript.Of(2).Raw("N").Stop());
        string In(string path) => Path.Combine(Folder.Path, path);
        Directory.CreateSymbolicLink(In("a/real"), In("elsewhere"));
        // It seems to lie in what is scanned, and does not.
        File.CreateSymbolicLink(In("a/harm.pkl"), In("a/real/harm.pkl"));
        File.CreateSymbolicLink(In("a/gone.pkl"), In("a/nothing.pkl"));

        var files = new FolderScanner(Scanner()).Scan([In("a")], TestContext.Current.CancellationToken);

        files
            .ToDictionary(file => Path.GetFileName(file.Path), file => file.Report?.Verdict)
            .ShouldBe(
                new Dictionary<string, ScanVerdict?>
                {
                    ["fine.pkl"] = ScanVerdict.Clean,
                    ["gone.pkl"] = ScanVerdict.Unscanned,
                    ["harm.pkl"] = ScanVerdict.Dangerous,
                    ["real"] = ScanVerdict.Unscanned,
                },
                ignoreOrder: true
            );
    }
}
