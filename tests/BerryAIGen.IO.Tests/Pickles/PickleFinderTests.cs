using System.IO.Compression;
using System.Text;
using BerryAIGen.IO.Pickles;
using BerryAIGen.Testing;
using BerryAIGen.Testing.Pickles;

namespace BerryAIGen.IO.Tests.Pickles;

public sealed class PickleFinderTests
{
    private static readonly byte[] Harm = PickleScript.Of(2).Global("os", "system").CallWith("x").Stop();

    private static PickleFindings Find(byte[] content, string name = "x.pkl") =>
        PickleFinder.Find(content, name, TestContext.Current.CancellationToken);

    private static string[] NamesIn(byte[] content, string name = "x.pkl") =>
        [.. Find(content, name).Uses.Select(found => found.Use.ToString())];

    [Theory]
    [InlineData("cos\nsystem\n.")]
    [InlineData("\u0080\u0004\u008C\u0002os\u008C\u0006system\u0093.")]
    [InlineData("(S'x'\nios\nsystem\n.")]
    [InlineData("S'os'\nS'system'\n\u0093.")]
    [InlineData("S'\\x6fs'\nS\"sys\\164em\"\n\u0093.")]
    [InlineData("V\\u006fs\nVsystem\n\u0093.")]
    [InlineData("U\u0002osU\u0006system\u0093.")]
    [InlineData("T\u0002\0\0\0osT\u0006\0\0\0system\u0093.")]
    [InlineData("\u008D\u0002\0\0\0\0\0\0\0osX\u0006\0\0\0system\u0093.")]
    [InlineData("Vsystem\np7\n0Vos\ng7\n\u0093.")]
    [InlineData("Vsystem\nq\u00070Vos\nh\u0007\u0093.")]
    [InlineData("Vsystem\nr\u0007\0\0\u007f0Vos\nj\u0007\0\0\u007f\u0093.")]
    [InlineData("Vsystem\n\u00940Vos\nh\0\u0093.")]
    [InlineData("\u0080\u0004\u0095\u00ff\u00ff\u00ff\u00ff\0\0\0\0cos\nsystem\n.")]
    [InlineData("(Vignored\n1cos\nsystem\n.")]
    [InlineData("cos\nsystem\n20.")]
    public void Every_way_to_name_a_global_is_followed(string pickle) =>
        NamesIn(Encoding.Latin1.GetBytes(pickle)).ShouldBe(["os.system"]);

    [Theory]
    [InlineData("\u0080\u0002\u0082\u0007.")]
    [InlineData("\u0080\u0002\u0083\u0007\0.")]
    [InlineData("\u0080\u0002\u0084\u0007\0\0\0.")]
    public void A_number_that_stands_for_a_registered_name_is_an_unknown_one(string pickle) =>
        NamesIn(Encoding.Latin1.GetBytes(pickle)).ShouldBe(["unknown.ext 7"]);

    [Fact]
    public void Taking_from_the_stack_takes_a_mark_that_is_on_top() =>
        Find(PickleScript.Of(2).Raw("(0N").Stop()).Errors.ShouldBeEmpty();

    [Theory]
    [InlineData("cos\nsystem\n(S'x'\ntR.")]
    [InlineData("cos\nsystem\n)\u0081.")]
    [InlineData("cos\nsystem\n)}\u0092.")]
    [InlineData("(cos\nsystem\nS'x'\no.")]
    [InlineData("(S'x'\nios\nsystem\n.")]
    public void Every_way_to_call_one_is_seen(string pickle) =>
        Find(Encoding.Latin1.GetBytes(pickle)).Uses.ShouldHaveSingleItem().Use.IsCalled.ShouldBeTrue();

    [Theory]
    [InlineData("ca\nb\n}b.")]
    [InlineData("ca\nb\nVx\nVy\ns.")]
    [InlineData("ca\nb\n(Vx\nVy\nu.")]
    [InlineData("ca\nb\nNa.")]
    [InlineData("ca\nb\n(Ne.")]
    [InlineData("ca\nb\n(N\u0090.")]
    public void Setting_something_in_an_installed_module_is_seen(string pickle) =>
        Find(Encoding.Latin1.GetBytes(pickle)).Uses.ShouldHaveSingleItem().Use.IsChanged.ShouldBeTrue();

    [Theory]
    [InlineData("hchd\u0093.")]
    [InlineData("NN\u0093.")]
    [InlineData("ca\nb\n)Rca\nb\n)R\u0093.")]
    public void A_name_that_only_running_would_show_is_unknown(string pickle) =>
        NamesIn(Encoding.Latin1.GetBytes("\u0080\u0004" + pickle)).ShouldContain("unknown.unknown");

    [Fact]
    public void What_is_called_without_a_name_is_unknown() =>
        NamesIn(PickleScript.Of(2).Global("a", "b").CallWith("x").CallWith("y").Stop())
            .ShouldBe(["a.b", "unknown.unknown"]);

    [Fact]
    public void A_file_that_breaks_off_keeps_what_was_found_and_is_an_error()
    {
        for (var length = 13; length < Harm.Length; length++)
        {
            var findings = Find(Harm[..length]);

            findings.Uses.ShouldHaveSingleItem().IsCertain.ShouldBeTrue();
            findings.Errors.ShouldNotBeEmpty();
        }
    }

    [Theory]
    [InlineData("\u0080\u0002\0.")]
    [InlineData("\u0080\u0002X\u00ff\u00ff\u00ff\u007fabc.")]
    [InlineData("\u0080\u0002t.")]
    [InlineData("\u0080\u0002.")]
    [InlineData("\u0080\u0002Ixyz\n.")]
    [InlineData("\u0080\u0002Vx")]
    public void What_Python_would_refuse_is_an_error(string pickle)
    {
        Find(Encoding.Latin1.GetBytes(pickle), "x").Errors.ShouldNotBeEmpty();
        Find(Encoding.Latin1.GetBytes(pickle), "x.bin").Errors.ShouldNotBeEmpty();
    }

    [Fact]
    public void Pickles_after_another_are_all_read()
    {
        var clean = PickleScript.Of(2).Raw("N").Stop();

        var findings = Find([.. clean, .. clean, .. Harm, .. clean]);

        findings.Pickles.ShouldBe(4);
        findings.Uses.ShouldHaveSingleItem();
    }

    [Fact]
    public void Bytes_behind_the_last_pickle_need_not_be_one() =>
        Find([.. PickleScript.Of(2).Raw("N").Stop(), 0, 1, 2, 3]).Errors.ShouldBeEmpty();

    [Fact]
    public void A_pickle_in_the_bytes_of_another_is_read()
    {
        NamesIn(PickleScript.Of(2).Bytes(Harm).Stop()).ShouldBe(["os.system"]);
        NamesIn(PickleScript.Of(2).Bytes(Zipped(Harm)).Stop()).ShouldBe(["os.system"]);
        NamesIn(
                PickleScript.Of(2).Global("io", "BytesIO").Bytes("cos\nsystem\n."u8.ToArray()).Raw(0x85).Raw("R").Stop()
            )
            .ShouldBe(["os.system", "io.BytesIO"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("(", "ia\nb\n")]
    [InlineData("(ca\nb\n", "o")]
    [InlineData("ca\nb\n(", "tR")]
    [InlineData("ca\nb\n(", "t\u0081")]
    [InlineData("ca\nb\n)", "\u0092")]
    public void Bytes_are_looked_into_by_whatever_way_a_call_is_given_them(string before, string call) =>
        NamesIn(PickleScript.Of(4).Raw(before).Bytes("cos\nsystem\n."u8.ToArray()).Raw(call).Stop())
            .ShouldBe(["os.system", "a.b"], ignoreOrder: true);

    [Fact]
    public void Bytes_that_are_a_text_in_disguise_are_read_as_well() =>
        NamesIn(
                "\u0080\u0002ctorch.storage\n_load_from_bytes\nc_codecs\nencode\nX\u000c\0\0\0cos\nsystem\n.X\u0006\0\0\0latin1\u0086R\u0085R."
                    .Select(letter => (byte)letter)
                    .ToArray()
            )
            .ShouldContain("os.system");

    [Fact]
    public void Packed_pickles_are_unpacked()
    {
        NamesIn(Packed(stream => new ZLibStream(stream, CompressionLevel.Fastest))).ShouldBe(["os.system"]);
        NamesIn(Packed(stream => new GZipStream(stream, CompressionLevel.Fastest))).ShouldBe(["os.system"]);
        NamesIn(Zipped(Harm), "x.zip").ShouldBe(["os.system"]);
        NamesIn(Zipped(Zipped(Zipped(Harm))), "x.zip").ShouldBe(["os.system"]);
    }

    [Fact]
    public void A_link_in_an_archive_is_read_for_the_file_that_some_programs_take_it_for() =>
        NamesIn(ZipBytes.Create([new ZipPart("a.pkl", Harm) { UnixMode = 0xA1FF }]), "x.zip")
            .ShouldContain("os.system");

    [Fact]
    public void A_pickle_that_is_not_what_its_archive_promises_is_an_error()
    {
        var clean = PickleScript.Of(2).Raw("N").Stop();

        Find(ZipBytes.Create(("a.pkl", clean)), "x.zip").Errors.ShouldBeEmpty();
        Find(ZipBytes.Create([new ZipPart("a.pkl", clean) { Crc = 1 }]), "x.zip")
            .Errors.ShouldHaveSingleItem()
            .ShouldContain("checksum");
    }

    [Fact]
    public void A_zip_behind_something_else_is_looked_into() =>
        NamesIn([.. PickleScript.Of(2).Raw("N").Stop(), .. Zipped(Harm)]).ShouldBe(["os.system"]);

    [Fact]
    public void Files_in_files_without_end_are_an_error()
    {
        var content = Harm;
        for (var depth = 0; depth < 20; depth++)
            content = PickleScript.Of(2).Bytes(content).Stop();

        Find(content).Errors.ShouldHaveSingleItem().ShouldContain("deeper");
    }

    [Fact]
    public void A_global_in_a_further_pickle_that_breaks_off_is_named()
    {
        var clean = PickleScript.Of(2).Raw("N").Stop();

        var findings = Find([.. clean, .. "cmy_package\nrun\n(tR"u8]);

        var found = findings.Uses.ShouldHaveSingleItem();
        found.IsCertain.ShouldBeTrue();
        found.Use.ToString().ShouldBe("my_package.run");
        found.Use.IsCalled.ShouldBeTrue();
    }

    [Fact]
    public void A_hidden_name_behind_a_global_of_a_further_pickle_is_certain_as_well()
    {
        var clean = PickleScript.Of(2).Raw("N").Stop();

        Find([.. clean, .. "cmy_package\nrun\n(tR(tR"u8])
            .Uses.Where(found => found.IsCertain)
            .Select(found => found.Use.ToString())
            .ShouldBe(["my_package.run", "unknown.unknown"]);
    }

    [Theory]
    [InlineData("c\0\u00ff\n\u0003\n")]
    [InlineData("R")]
    [InlineData("0cmy_package\nrun\n")]
    [InlineData("c1.5\n2\n")]
    public void What_only_looks_like_a_global_behind_the_last_pickle_is_chance(string tail)
    {
        var clean = PickleScript.Of(2).Raw("N").Stop();

        var findings = Find([.. clean, .. Encoding.Latin1.GetBytes(tail)]);

        findings.Errors.ShouldBeEmpty();
        findings.Uses.ShouldAllBe(found => !found.IsCertain);
    }

    [Theory]
    [InlineData("config\nmodel\n")]
    [InlineData("hello")]
    [InlineData("{\"a\": 1}")]
    public void A_text_is_no_broken_pickle(string text)
    {
        var findings = Find(Encoding.UTF8.GetBytes(text), "notes.txt");

        findings.Errors.ShouldBeEmpty();
        findings.Uses.ShouldAllBe(found => !found.IsCertain);
    }

    [Fact]
    public void Arrays_of_objects_are_pickles_and_others_are_not()
    {
        NamesIn(Npy("|O", Harm), "x.npy").ShouldBe(["os.system"]);
        NamesIn(Npy("[('a', '|O')]", Harm), "x.npy").ShouldBe(["os.system"]);
        Find(Npy("|O", [1, 2, 3]), "x.npy").Errors.ShouldNotBeEmpty();
        Find(Npy("<f8", new byte[8]), "x.npy").Errors.ShouldBeEmpty();
        Find(Npy("<f8", new byte[8])[..9], "x.npy").Errors.ShouldNotBeEmpty();
    }

    private static byte[] Npy(string type, byte[] data)
    {
        var described = type[0] == '[' ? type : $"'{type}'";
        var header = Encoding.Latin1.GetBytes($"{{'descr': {described}, 'fortran_order': False, 'shape': (1,), }}\n");
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. header, .. data];
    }

    private static byte[] Packed(Func<Stream, Stream> packer)
    {
        using var packed = new MemoryStream();
        using (var stream = packer(packed))
            stream.Write(Harm);
        return packed.ToArray();
    }

    private static byte[] Zipped(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            var entry = zip.CreateEntry("a/readme.txt");
            // The archive's own bytes are read as a pickle as well, and some times of day look like one.
            entry.LastWriteTime = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
            using var stream = entry.Open();
            stream.Write(content);
        }

        return packed.ToArray();
    }
}
