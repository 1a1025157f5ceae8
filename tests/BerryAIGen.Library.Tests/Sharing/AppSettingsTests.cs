using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Layouts;
using BerryAIGen.Library.Sharing;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Sharing;

public sealed class AppSettingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public AppSettingsTests()
    {
        foreach (var kind in new[] { "checkpoints", "loras", "vae", "text_encoders" })
            _folder.Write($"big/models/{kind}/m.safetensors", "1"u8);
        Directory.CreateDirectory(PathOf("app"));
    }

    [Theory]
    [InlineData("comfyui", "extra_model_paths.yaml", "# mine\nother:\n  base_path: /x\n  vae: v # kept\n")]
    [InlineData(
        "a1111",
        "webui-user.sh",
        "#!/bin/bash\n# args\nexport COMMANDLINE_ARGS=\"--medvram --api\"\nexport GIT=\"git\"\n"
    )]
    [InlineData("forge", "webui-user.sh", "#!/bin/bash\n#export COMMANDLINE_ARGS=\"\"\n")]
    [InlineData(
        "sdnext",
        "config.json",
        "{\n  \"sd_vae\": \"x\",\n  \"list\": [1, 2],\n  \"ckpt_dir\": \"models/Stable-diffusion/\"\n}\n"
    )]
    [InlineData(
        "fooocus",
        "config.txt",
        "{\n    \"path_checkpoints\": [\n        \"/old\"\n    ],\n    \"default_model\": \"é\"\n}"
    )]
    [InlineData(
        "swarmui",
        "Data/Settings.fds",
        "#hi\nPaths:\n\tModelRoot: Models;/other\n\tSDLoraFolder: Lora\nNetwork:\n\tHost: localhost\n"
    )]
    public void The_folders_are_added_everything_else_stays_and_all_of_it_comes_back(
        string app,
        string name,
        string text
    )
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Start scripts and paths have other forms there.");
            return;
        }

        var file = PathOf($"app/{name}");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var plan = Sharing().ConfigureApp(app, PathOf("app"), From, isDryRun: true);
        File.ReadAllText(file).ShouldBe(text);
        var outcome = Sharing().ConfigureApp(app, PathOf("app"), From, isDryRun: false);

        plan.Diff.ShouldBe(outcome.Diff);
        outcome.Diff.ShouldContain(line => line.StartsWith('+'));
        var written = File.ReadAllText(file);
        written.ShouldContain(app == "swarmui" ? PathOf("big/models") : PathOf("big/models/checkpoints"));
        foreach (var kept in text.Split('\n').Where(line => !outcome.Diff.Contains("-" + line)))
            written.ShouldContain(kept);
        File.GetUnixFileMode(file).HasFlag(UnixFileMode.UserExecute).ShouldBeTrue();
        File.ReadAllText(outcome.Backup!).ShouldBe(text);
        Sharing().ConfigureApp(app, PathOf("app"), From, isDryRun: false).Diff.ShouldBeEmpty();

        Sharing().UndoApp(app, PathOf("app"));

        File.ReadAllText(file).ShouldBe(text);
        Code(() => Sharing().UndoApp(app, PathOf("app"))).ShouldBe(FailureCode.NotFound);
    }

    [Theory]
    [InlineData("comfyui", "extra_model_paths.yaml")]
    [InlineData("a1111", "webui-user.sh")]
    [InlineData("sdnext", "config.json")]
    [InlineData("fooocus", "config.txt")]
    [InlineData("swarmui", "Data/Settings.fds")]
    public void Settings_that_are_not_there_are_made_and_taken_away(string app, string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Start scripts have other names there.");

        Sharing().ConfigureApp(app, PathOf("app"), From, isDryRun: false).Backup.ShouldBeNull();
        File.Exists(PathOf($"app/{name}")).ShouldBeTrue();

        Sharing().UndoApp(app, PathOf("app"));

        File.Exists(PathOf($"app/{name}")).ShouldBeFalse();
    }

    [Fact]
    public void ComfyUI_finds_the_models_afterwards()
    {
        Sharing().ConfigureApp("comfyui", PathOf("app"), From, isDryRun: false);

        var paths = new BerryLibrary(new LibraryOptions()).Paths.Read("comfyui", PathOf("app"), []);

        paths.Problems.ShouldBeEmpty();
        paths.Folders.Find("loras")!.Paths.ShouldContain(PathOf("big/models/loras"));
    }

    [Fact]
    public void A_link_outside_of_the_application_is_never_taken_away()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right there.");
        _folder.Write("app/models/Lora/own.safetensors", "1"u8);
        var outcome = Sharing().ConfigureApp("a1111", PathOf("app"), From, isDryRun: false);
        var link = outcome.Links.ShouldHaveSingleItem();
        var foreign = PathOf("foreign");
        Directory.CreateSymbolicLink(foreign, link.Source);
        var record = PathOf($"app/.berry/settings/{outcome.Id}/change.json");
        File.WriteAllText(record, File.ReadAllText(record).Replace(link.Target, foreign, StringComparison.Ordinal));

        var undone = Sharing().UndoApp("a1111", PathOf("app"));

        Path.Exists(foreign).ShouldBeTrue();
        undone.Notes.ShouldHaveSingleItem().ShouldContain("outside");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"file":"a","file":"b"}""")]
    public void A_change_that_cannot_be_read_is_told_and_nothing_is_undone(string text)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Start scripts have other names there.");
        var outcome = Sharing().ConfigureApp("a1111", PathOf("app"), From, isDryRun: false);
        File.WriteAllText(PathOf($"app/.berry/settings/{outcome.Id}/change.json"), text);

        Code(() => Sharing().UndoApp("a1111", PathOf("app"))).ShouldBe(FailureCode.Failed);
        File.Exists(PathOf("app/webui-user.sh")).ShouldBeTrue();
    }

    [Fact]
    public void A_setting_that_would_hide_the_application_s_own_models_becomes_a_link()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a right there.");
        _folder.Write("app/models/Lora/own.safetensors", "1"u8);

        var outcome = Sharing().ConfigureApp("a1111", PathOf("app"), From, isDryRun: false);

        File.ReadAllText(PathOf("app/webui-user.sh")).ShouldNotContain("--lora-dir");
        var link = outcome.Links.ShouldHaveSingleItem();
        File.Exists(Path.Combine(link.Target, "m.safetensors")).ShouldBeTrue();
        Sharing().UndoApp("a1111", PathOf("app"));
        Path.Exists(link.Target).ShouldBeFalse();
        File.Exists(PathOf("big/models/loras/m.safetensors")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("comfyui", "extra_model_paths.yaml", "t:\n\tvae: x\n")]
    [InlineData("a1111", "webui-user.sh", "export COMMANDLINE_ARGS=\"--api $MORE\"\n")]
    [InlineData("a1111", "webui-user.sh", "export COMMANDLINE_ARGS=\"--api \\\n")]
    [InlineData("sdnext", "config.json", "{ broken")]
    [InlineData("sdnext", "config.json", "[1]")]
    public void Settings_that_cannot_be_changed_without_guessing_stay(string app, string name, string text)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Start scripts have other names there.");
        var file = _folder.Write($"app/{name}", System.Text.Encoding.UTF8.GetBytes(text));

        Should
            .Throw<LibraryException>(() => Sharing().ConfigureApp(app, PathOf("app"), From, isDryRun: false))
            .Message.ShouldContain(file);

        File.ReadAllText(file).ShouldBe(text);
    }

    [Fact]
    public void A_person_s_own_argument_stays_and_is_told()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Start scripts have other names there.");
        _folder.Write("app/webui-user.sh", "export COMMANDLINE_ARGS=\"--vae-dir /mine\"\n"u8);

        Sharing()
            .ConfigureApp("a1111", PathOf("app"), From, isDryRun: false)
            .Notes.ShouldContain(note => note.Contains("/mine"));

        File.ReadAllText(PathOf("app/webui-user.sh")).ShouldContain("--vae-dir /mine");
    }

    [Theory]
    [InlineData("fooocus", "config.txt", "path_vae")]
    [InlineData("sdnext", "config.json", "vae_dir")]
    public void A_folder_that_a_person_chose_stays_and_is_told(string app, string name, string key)
    {
        var file = _folder.Write($"app/{name}", System.Text.Encoding.UTF8.GetBytes($$"""{"{{key}}":"/home/me/vae"}"""));

        var notes = Sharing().ConfigureApp(app, PathOf("app"), From, isDryRun: false).Notes;

        File.ReadAllText(file).ShouldContain($"\"{key}\":\"/home/me/vae\"");
        notes.ShouldContain(note => note.Contains(key) && note.Contains("/home/me/vae"));
    }

    [Theory]
    [InlineData("""{"path_loras":{"a":1}}""", "path_loras")]
    [InlineData("""{"path_loras":[1]}""", "path_loras")]
    [InlineData("""{"path_vae":5}""", "path_vae")]
    [InlineData("""{"path_vae":"/a","path_vae":"/b"}""", "path_vae")]
    public void A_setting_of_another_shape_is_left_alone(string text, string key)
    {
        var file = _folder.Write("app/config.txt", System.Text.Encoding.UTF8.GetBytes(text));

        Should
            .Throw<LibraryException>(() => Sharing().ConfigureApp("fooocus", PathOf("app"), From, isDryRun: false))
            .Message.ShouldContain(key);

        File.ReadAllText(file).ShouldBe(text);
    }

    [Fact]
    public void A_second_root_does_not_take_the_place_of_the_first()
    {
        _folder.Write("more/models/loras/n.safetensors", "1"u8);
        var more = new DownloadTarget { Root = PathOf("more"), Layout = "comfyui" };

        Sharing().ConfigureApp("comfyui", PathOf("app"), From, isDryRun: false);
        Sharing().ConfigureApp("comfyui", PathOf("app"), more, isDryRun: false);

        var found = new BerryLibrary(new LibraryOptions()).Paths.Read("comfyui", PathOf("app"), []);
        found.Folders.Find("loras")!.Paths.ShouldContain(PathOf("big/models/loras"));
        found.Folders.Find("loras")!.Paths.ShouldContain(PathOf("more/models/loras"));
    }

    [Theory]
    [InlineData("comfyui", "extra_model_paths.yaml", "# mine\r\nother:\r\n  vae: v\r\n")]
    [InlineData("swarmui", "Data/Settings.fds", "#hi\r\nPaths:\r\n\tModelRoot: Models\r\nNetwork:\r\n\tHost: h\r\n")]
    public void Lines_keep_their_ends(string app, string name, string text)
    {
        var file = PathOf($"app/{name}");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);

        Sharing().ConfigureApp(app, PathOf("app"), From, isDryRun: false);

        File.ReadAllText(file).Replace("\r\n", "").ShouldNotContain('\n');
    }

    [Fact]
    public void Settings_that_changed_since_are_not_brought_back()
    {
        Sharing().ConfigureApp("sdnext", PathOf("app"), From, isDryRun: false);
        File.AppendAllText(PathOf("app/config.json"), "\n");

        Code(() => Sharing().UndoApp("sdnext", PathOf("app"))).ShouldBe(FailureCode.Conflict);
    }

    [Fact]
    public void An_application_without_settings_of_folders_is_told_what_to_do()
    {
        Should
            .Throw<LibraryException>(() => Sharing().ConfigureApp("invokeai", PathOf("app"), From, isDryRun: false))
            .Message.ShouldContain(PathOf("big/models"));
        Code(() => Sharing().ConfigureApp("flat", PathOf("app"), From, isDryRun: false)).ShouldBe(FailureCode.Usage);
        Code(() => Sharing().ConfigureApp("comfyui", PathOf("none"), From, isDryRun: false))
            .ShouldBe(FailureCode.NotFound);
        Code(() => Sharing().ConfigureApp("comfyui", PathOf("big"), From, isDryRun: false)).ShouldBe(FailureCode.Usage);
    }

    public void Dispose() => _folder.Dispose();

    private static FailureCode Code(Action action) => Should.Throw<LibraryException>(action).Failure.Code;

    private DownloadTarget From => new() { Root = PathOf("big"), Layout = "comfyui" };

    private ModelSharing Sharing() =>
        new(LayoutCatalog.Load(null), new LibraryOptions { WorkingFolder = _folder.Path }, TimeProvider.System);

    private string PathOf(string name) => Path.Combine(FileSystems.RealPath(_folder.Path), name);
}
