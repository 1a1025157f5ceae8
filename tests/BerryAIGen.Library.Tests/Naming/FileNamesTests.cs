using System.Text;
using BerryAIGen.Library.Naming;
using BerryAIGen.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace BerryAIGen.Library.Tests.Naming;

public sealed class FileNamesTests
{
    [Theory]
    [InlineData("model.safetensors", "model.safetensors")]
    [InlineData("Uzaki Tsuki / Uzaki-chan.safetensors", "Uzaki Tsuki _ Uzaki-chan.safetensors")]
    [InlineData("../../evil.safetensors", "evil.safetensors")]
    [InlineData(@"C:\evil.safetensors", "C_evil.safetensors")]
    [InlineData("CON.safetensors", "_CON.safetensors")]
    [InlineData("com1", "_com1")]
    [InlineData("nul.tar.gz", "_nul.tar.gz")]
    [InlineData("a<b>c?.pt", "a_b_c.pt")]
    [InlineData("name. ", "name")]
    [InlineData("...", "unnamed")]
    [InlineData(".safetensors", "safetensors")]
    [InlineData(". .pt", "pt")]
    [InlineData("a\u00A0.\u2003", "a")]
    [InlineData("a\u2003.b\u00A0.pt", "a\u2003.b.pt")]
    [InlineData(":::", "unnamed")]
    [InlineData("", "")]
    [InlineData("\u202Egnp.safetensors", "gnp.safetensors")]
    [InlineData("v1.0 final", "v1.0 final")]
    public void One_rule_cleans_every_name(string name, string clean) => FileNames.Clean(name).ShouldBe(clean);

    [Fact]
    public void A_long_name_is_cut_between_characters_and_keeps_its_ending()
    {
        var name = FileNames.Clean(new string('模', 100) + "🍓.safetensors");

        Encoding.UTF8.GetByteCount(name).ShouldBeLessThanOrEqualTo(FileNames.MaxBytes);
        name.ShouldEndWith(".safetensors");
        name.ShouldNotContain("\uFFFD");
    }

    [Fact]
    public void Any_text_becomes_one_component_and_stays_so()
    {
        Prop.ForAll<string?>(text =>
                string.IsNullOrEmpty(text)
                || (
                    Broken(FileNames.Clean(text)).Length == 0
                    && FileNames.Clean(FileNames.Clean(text)) == FileNames.Clean(text)
                )
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));
    }

    [Fact]
    public void All_folder_name_cases_hold()
    {
        foreach (
            var row in OpenCases.List("names").Where(row => row.Id.StartsWith("na-folder-", StringComparison.Ordinal))
        )
            FileNames.Clean(row.Text("input")!).ShouldBe(row.Text("output"), row.Id);
    }

    [Fact]
    public void All_names_that_broke_others_hold()
    {
        foreach (
            var row in OpenCases.List("names").Where(row => row.Id.StartsWith("na-windows-", StringComparison.Ordinal))
        )
        {
            var clean = FileNames.Clean(row.Text("input")!);

            Broken(clean).ShouldBeEmpty(row.Id);
            Path.GetExtension(clean).ShouldBe(ExtensionWorthKeeping(row.Text("input")!), row.Id);
        }
    }

    [Fact]
    public void All_names_from_servers_are_judged_right()
    {
        foreach (
            var row in OpenCases
                .List("names")
                .Where(row => row.Id.StartsWith("na-disposition-", StringComparison.Ordinal))
        )
            FileNames.IsSafeComponent(row.Text("name")).ToString().ShouldBe(row.Text("accepted"), row.Id);
    }

    [Fact]
    public void Only_the_last_component_of_a_reference_counts()
    {
        foreach (var row in OpenCases.List("names").Where(row => row.Text("reference") is not null))
        {
            var name = FileNames.FindLastComponent(row.Text("reference"));
            var isInside = SafePath.IsInside(row.Text("subdir")!);

            if (row.Text("destination") is { } destination)
                $"{row.Text("root")}/{row.Text("subdir")}/{name}".ShouldBe(destination, row.Id);
            else
                (name is null || !isInside).ShouldBeTrue(row.Id);
        }
    }

    [Theory]
    [InlineData("a/b", true)]
    [InlineData("", true)]
    [InlineData("a/../b", false)]
    [InlineData("a//b", false)]
    [InlineData("/a", false)]
    public void A_relative_path_stays_inside(string path, bool isInside) => SafePath.IsInside(path).ShouldBe(isInside);

    [Theory]
    [InlineData(
        "na-comfy-batch-",
        "What a server of ComfyUI refuses; here a name is cleaned, and a folder must be one of the layout's."
    )]
    [InlineData(
        "na-host-",
        "Here addresses are judged by what they resolve to, not by a list of hosts: see AddressGuard."
    )]
    public void Cases_of_other_programs_rules_are_left_out(string prefix, string reason)
    {
        OpenCases.List("names").ShouldContain(row => row.Id.StartsWith(prefix, StringComparison.Ordinal));

        Assert.Skip(reason);
    }

    private static string ExtensionWorthKeeping(string name) =>
        name.EndsWith(".safetensors", StringComparison.Ordinal) ? ".safetensors" : "";

    private static string Broken(string name)
    {
        string[] devices = ["CON", "PRN", "AUX", "NUL", "COM1", "LPT1"];
        return name.Length == 0 || name is "." or ".." ? "no component"
            : name.Any("<>:\"/\\|?*".Contains) || name.Any(char.IsControl) ? "a forbidden character"
            : name[^1] is '.' or ' ' ? "a trailing dot or blank"
            : devices.Contains(name.Split('.')[0].Trim(), StringComparer.OrdinalIgnoreCase) ? "a device"
            : Encoding.UTF8.GetByteCount(name) > 255 || name.Length > 255 ? "too long"
            : "";
    }
}
