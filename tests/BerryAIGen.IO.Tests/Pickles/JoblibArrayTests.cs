using System.IO.Compression;
using BerryAIGen.IO.Pickles;
using BerryAIGen.Testing.Pickles;

namespace BerryAIGen.IO.Tests.Pickles;

public sealed class JoblibArrayTests
{
    private static readonly byte[] Padding = [3, 0xFF, 0xFF, 0xFF];

    private static PickleFindings Find(byte[] content, string name = "x.joblib") =>
        PickleFinder.Find(content, name, TestContext.Current.CancellationToken);

    private static string[] CertainIn(byte[] content, string name = "x.joblib") =>
        [.. Find(content, name).Uses.Where(found => found.IsCertain).Select(found => found.Use.ToString())];

    private static PickleScript Array(long[] shape, string dtype, bool isPadded = true, PickleScript? script = null)
    {
        script = (script ?? PickleScript.Of(3))
            .Global("joblib.numpy_pickle", "NumpyArrayWrapper")
            .Raw(")")
            .Raw(0x81)
            .Raw("}(")
            .Text("shape")
            .Wholes(shape)
            .Text("dtype")
            .Global("numpy", "dtype")
            .CallWith(dtype);
        if (isPadded)
            script.Text("numpy_array_alignment_bytes").Whole(16);
        return script.Raw("ub");
    }

    [Theory]
    [InlineData("f8", 48)]
    [InlineData("<f8", 48)]
    [InlineData("b1", 6)]
    [InlineData("S5", 30)]
    [InlineData("U5", 120)]
    [InlineData("V16", 96)]
    public void Arrays_in_the_middle_are_left_out(string dtype, int bytes)
    {
        var findings = Find(
            Array([2, 3], dtype).Raw([.. Padding, .. new byte[bytes]]).Raw("0").Global("os", "system").Stop()
        );

        findings.Errors.ShouldBeEmpty();
        findings.Pickles.ShouldBe(1);
        findings.Uses.Select(found => found.Use.ToString()).ShouldContain("os.system");
    }

    [Fact]
    public void What_a_plain_loader_would_run_of_an_array_is_found()
    {
        byte[] values = [.. "0cos\nsystem\n(S'x'\ntR."u8, .. new byte[64]];

        CertainIn(Array([values.Length], "u1", isPadded: false).Raw(values).Raw("0N").Stop())
            .ShouldContain("os.system");
    }

    [Fact]
    public void A_plain_loader_that_stops_in_the_array_ran_what_stands_before()
    {
        byte[] values = [.. "0cmy_package\nrun\n(S'x'\ntR"u8, .. new byte[64]];

        CertainIn(Array([values.Length], "u1", isPadded: false).Raw(values).Raw("0N").Stop())
            .ShouldContain("my_package.run");
    }

    [Fact]
    public void A_plain_loader_that_leaps_out_of_the_array_is_followed()
    {
        // BINBYTES in the array swallows the instructions that joblib goes on with, up to the text in their midst.
        var hidden = PickleScript.Of(2).Global("os", "system").CallWith("x").Stop()[2..];
        byte[] values = [(byte)'B', 6, 0, 0, 0];
        var file = Array([values.Length], "u1", isPadded: false)
            .Raw(values)
            .Raw("0X")
            .Raw([(byte)hidden.Length, 0, 0, 0]);

        CertainIn(file.Raw(hidden).Raw("0N").Stop()).ShouldContain("os.system");
    }

    [Fact]
    public void Both_ways_are_read_inside_packed_files_and_archives_and_the_bytes_of_other_pickles()
    {
        byte[] values = [.. "0cos\nsystem\n(S'x'\ntR."u8, .. new byte[64]];
        var file = Array([values.Length], "u1", isPadded: false).Raw(values).Raw("0N").Stop();

        CertainIn(Packed(file)).ShouldContain("os.system");
        CertainIn(Zipped(file), "x.zip").ShouldContain("os.system");
        CertainIn(PickleScript.Of(3).Bytes(file).Stop()).ShouldContain("os.system");
    }

    [Fact]
    public void Under_a_name_of_PyTorch_joblib_s_way_is_read_as_the_second()
    {
        byte[] values = [(byte)'B', 60, 0, 0, 0];
        var file = Array([values.Length], "u1", isPadded: false)
            .Raw(values)
            .Raw("0")
            .Global("os", "system")
            .CallWith("x");

        CertainIn(file.Raw(new byte[60]).Raw(".").Stop(), "x.pt").ShouldContain("os.system");
    }

    [Fact]
    public void An_honest_array_makes_no_error_by_the_way_in_which_nobody_loads_it()
    {
        var values = new byte[800];
        new Random(7).NextBytes(values);

        var findings = Find(Array([100], "f8").Raw([.. Padding, .. values]).Raw("0N").Stop());

        findings.Errors.ShouldBeEmpty();
        findings.Uses.Count.ShouldBe(2);
        findings.Pickles.ShouldBe(1);
    }

    [Fact]
    public void An_array_of_objects_is_a_pickle_of_its_own_and_the_first_one_goes_on_behind_it()
    {
        var inner = PickleScript.Of(2).Global("inner", "thing").Stop();
        var first = PickleScript.Of(3).Text("kept").Raw([(byte)'q', 9]).Raw("0");

        var findings = Find(
            Array([2], "O8", script: first).Raw(inner).Raw("0h\t0").Global("my_package", "run").Raw(")R").Stop()
        );

        findings.Errors.ShouldBeEmpty();
        findings
            .Uses.Where(found => found.IsCertain)
            .Select(found => found.Use.ToString())
            .ShouldBe(
                ["joblib.numpy_pickle.NumpyArrayWrapper", "numpy.dtype", "inner.thing", "my_package.run"],
                ignoreOrder: true
            );
    }

    [Theory]
    [InlineData("x9")]
    [InlineData("float64")]
    [InlineData("")]
    public void An_array_whose_size_cannot_be_worked_out_is_an_error(string dtype) =>
        Find(Array([2], dtype).Raw(new byte[64]).Raw("0N").Stop()).Errors.ShouldNotBeEmpty();

    [Fact]
    public void Arrays_of_objects_in_each_other_without_end_are_an_error()
    {
        var script = PickleScript.Of(3);
        for (var depth = 0; depth < 2000; depth++)
            Array([2], "O8", script: script);

        Find(script.Stop()).Errors.ShouldNotBeEmpty();
    }

    [Fact]
    public void The_last_of_two_values_of_one_key_counts()
    {
        var script = PickleScript.Of(3).Global("joblib.numpy_pickle", "NumpyArrayWrapper").Raw(")").Raw(0x81).Raw("}(");
        script.Text("shape").Wholes([1]).Text("shape").Wholes([40]);
        script.Text("dtype").Global("numpy", "dtype").CallWith("u1").Raw("ub").Raw(new byte[40]);

        CertainIn(script.Raw("0").Global("os", "system").Stop()).ShouldContain("os.system");
    }

    [Fact]
    public void A_frame_that_reaches_beyond_the_wrapper_is_an_error()
    {
        var script = PickleScript.Of(4).Raw([0x95, 200, 1, 0, 0, 0, 0, 0, 0]);

        Find(Array([400], "u1", script: script).Raw([.. Padding, .. new byte[400]]).Raw("0N").Stop())
            .Errors.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_wrapper_that_is_made_by_a_detour_is_none_the_less_one()
    {
        var script = PickleScript
            .Of(2)
            .Global("copy_reg", "_reconstructor")
            .Raw("(")
            .Global("joblib.numpy_pickle", "NumpyArrayWrapper")
            .Global("__builtin__", "object")
            .Raw("NtR}(")
            .Text("shape")
            .Wholes([40])
            .Text("dtype")
            .Global("numpy", "dtype")
            .CallWith("u1")
            .Raw("ub")
            .Raw(new byte[40]);

        CertainIn(script.Raw("0").Global("os", "system").Stop()).ShouldContain("os.system");
    }

    private static byte[] Packed(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var stream = new ZLibStream(packed, CompressionLevel.Fastest))
            stream.Write(content);
        return packed.ToArray();
    }

    private static byte[] Zipped(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            var entry = zip.CreateEntry("a/model.pkl");
            // The same bytes at any time of day.
            entry.LastWriteTime = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
            using var stream = entry.Open();
            stream.Write(content);
        }

        return packed.ToArray();
    }
}
