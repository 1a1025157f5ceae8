using BerryAIGen.Library.Layouts;
using BerryAIGen.Library.Layouts.ComfyUi;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Layouts.ComfyUi;

public sealed class ExtraModelPathsTests : IDisposable
{
    private static readonly Layout ComfyUi = LayoutCatalog.Load(null).Get("comfyui");

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("", null, null)]
    [InlineData("- a\n", 1, null)]
    [InlineData("just text\n", 1, null)]
    [InlineData("t: 5\n", 1, "t")]
    [InlineData("t:\n  loras: 5\n", 2, "t.loras")]
    [InlineData("t:\n  loras:\n    - a\n", 3, "t.loras")]
    [InlineData("t:\n  loras: no\n", 2, "t.loras")]
    [InlineData("t:\n  loras:\n", 2, "t.loras")]
    [InlineData("t:\n  loras: 2020-01-01\n", 2, "t.loras")]
    [InlineData("t:\n  base_path: ~\n  loras: a\n", 2, "t.base_path")]
    [InlineData("t:\n\tloras: a\n", 2, null)]
    [InlineData("t:\n  loras: a\n  vae:\tb\n", 3, null)]
    [InlineData("t:\n  loras: [a\n", null, null)]
    [InlineData("t:\n  loras: *gone\n", 2, null)]
    [InlineData("t:\n  loras: !mine a\n", 2, null)]
    [InlineData("a: 1\n---\nb: 2\n", 2, null)]
    [InlineData("t:\n  loras: \u0007\n", 2, null)]
    [InlineData("t:\n  loras: \"x\\0y\"\n", 2, "t.loras")]
    [InlineData("t:\n  base_path: \"x\\0y\"\n  loras: a\n", 2, "t.base_path")]
    public void What_ComfyUI_ends_on_is_told_with_its_place(string text, int? line, string? key)
    {
        var problem = Read(text).Problems.ShouldHaveSingleItem();

        problem.File.ShouldEndWith("extra_model_paths.yaml");
        problem.Key.ShouldBe(key);
        if (line is not null)
            problem.Line.ShouldBe(line);
        problem.ToString().ShouldEndWith(".");
    }

    [Theory]
    [InlineData("no", false)]
    [InlineData("off", false)]
    [InlineData("0", false)]
    [InlineData("00", false)]
    [InlineData("0x0", false)]
    [InlineData("0.0", false)]
    [InlineData("''", false)]
    [InlineData("~", false)]
    [InlineData("", false)]
    [InlineData("[]", false)]
    [InlineData("! 'no'", false)]
    [InlineData("yes", true)]
    [InlineData("n", true)]
    [InlineData("'no'", true)]
    [InlineData("!!str no", true)]
    [InlineData("0.1", true)]
    [InlineData("1:30", true)]
    public void The_default_is_whatever_Python_takes_for_true(string value, bool isDefault) =>
        Read($"t:\n  is_default: {value}\n  vae: mine\n")
            .Folders.Find("vae")!
            .Default.EndsWith("mine")
            .ShouldBe(isDefault);

    [Theory]
    [InlineData("|\n    a  \n\n    b\n", "a  ", "b")]
    [InlineData("|\n   \n    a\n", "a")]
    [InlineData(">\n    a\n    b\n", "a b")]
    [InlineData("\"a\\nb\"", "a", "b")]
    [InlineData("a\n    b", "a b")]
    [InlineData("~/x", "~/x")]
    [InlineData("$HOME/x", "$HOME/x")]
    public void A_value_is_text_with_one_folder_a_line(string value, params string[] expected) =>
        Read($"t:\n  base_path: /base\n  mine: {value}\n")
            .Folders.Find("mine")!
            .Paths.ShouldBe(expected.Select(p => $"/base/{p}"));

    [Fact]
    public void The_last_of_two_equal_keys_holds() =>
        Read("t:\n  mine: /a\n  mine: /b\n").Folders.Find("mine")!.Paths.ShouldBe(["/b"]);

    [Fact]
    public void Sections_that_share_one_map_share_what_was_taken_out_of_it()
    {
        var paths = Read("a: &x\n  base_path: /base\n  mine: m\nb: *x\n").Folders.Find("mine")!.Paths;

        paths.ShouldBe(["/base/m", Path.Combine(_folder.Path, "m")]);
    }

    [Fact]
    public void A_merged_map_gives_what_is_not_there() =>
        Read("a: &x\n  base_path: /one\n  mine: m\nb:\n  <<: *x\n  base_path: /two\n")
            .Folders.Find("mine")!
            .Paths.ShouldBe(["/one/m", Path.Combine("/two", "m")]);

    [Fact]
    public void A_path_of_Windows_is_a_name_here_and_is_told()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("On Windows it is a path.");
            return;
        }

        Read("t:\n  base_path: C:\\sd\n  vae: v\n").Warnings.ShouldHaveSingleItem().ShouldContain("C:\\sd");
    }

    [Fact]
    public void Types_of_newer_versions_are_there_when_the_application_names_them()
    {
        _folder.Write("folder_paths.py", "folder_names_and_paths[\"latent_upscale_models\"] = 1"u8);

        var found = ComfyUiFolders.Read(ComfyUi, _folder.Path, [], _ => null).Folders;

        found.Find("latent_upscale_models").ShouldNotBeNull();
        found.Find("optical_flow").ShouldBeNull();
    }

    [Fact]
    public void A_folder_or_file_that_is_not_there_is_told()
    {
        Code(() => ComfyUiFolders.Read(ComfyUi, _folder.Combine("none"), [], _ => null)).ShouldBe(FailureCode.NotFound);
        Code(() => ComfyUiFolders.Read(ComfyUi, _folder.Path, [_folder.Combine("none.yaml")], _ => null))
            .ShouldBe(FailureCode.NotFound);
    }

    [Fact]
    public void Files_go_to_the_default_of_ComfyUI_and_no_broken_settings_are_guessed_at()
    {
        Read("t:\n  base_path: big\n  is_default: yes\n  loras: l\nu:\n  base_path: old\n  vae: v\n");
        var root = LayoutRoot.Open(ComfyUi, _folder.Path, _ => null);

        root.PathOf(ComfyUi.FoldersById["loras"]).ShouldBe(_folder.Combine("big", "l"));
        root.PathOf(ComfyUi.FoldersById["vae"]).ShouldBe(_folder.Combine("models", "vae"));
        root.PathOf(ComfyUi.FoldersById["diffusion_models"]).ShouldBe(_folder.Combine("models", "diffusion_models"));
        Read("t: 5\n");
        Code(() => LayoutRoot.Open(ComfyUi, _folder.Path, _ => null)).ShouldBe(FailureCode.Usage);
    }

    public void Dispose() => _folder.Dispose();

    private static FailureCode Code(Action action) => Should.Throw<LibraryException>(action).Failure.Code;

    private ApplicationFolders Read(string text)
    {
        File.WriteAllText(_folder.Combine("extra_model_paths.yaml"), text);
        return ComfyUiFolders.Read(ComfyUi, _folder.Path, [], name => name == "HOME" ? "/home/me" : null);
    }
}
