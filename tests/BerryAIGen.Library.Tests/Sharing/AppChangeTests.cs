using System.Text;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Layouts;
using BerryAIGen.Library.Sharing;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Sharing;

/// <summary>A change of settings whose process was killed between writing it down and doing it.</summary>
public sealed class AppChangeTests : IDisposable
{
    private const string Before = "{\n  \"sd_vae\": \"x\"\n}\n";

    private readonly TemporaryFolder _folder = new();

    public AppChangeTests()
    {
        _folder.Write("big/models/loras/m.safetensors", "1"u8);
        Directory.CreateDirectory(App);
    }

    [Fact]
    public void What_was_never_done_does_not_stand_in_the_way_of_older_changes()
    {
        File.WriteAllText(Settings, Before);
        Sharing().ConfigureApp("sdnext", App, From, isDryRun: false);
        Begin("{}", isThere: true);

        Sharing().UndoApp("sdnext", App).File.ShouldBe(Settings);

        File.ReadAllText(Settings).ShouldBe(Before);
        Code(() => Sharing().UndoApp("sdnext", App)).ShouldBe(FailureCode.NotFound);
    }

    [Fact]
    public void New_settings_that_were_never_written_are_no_change()
    {
        Begin("{}", isThere: false);

        Code(() => Sharing().UndoApp("sdnext", App)).ShouldBe(FailureCode.NotFound);

        File.Exists(Settings).ShouldBeFalse();
    }

    [Fact]
    public void Settings_that_a_person_changed_since_are_still_a_conflict()
    {
        File.WriteAllText(Settings, Before);
        Begin("{}", isThere: true);
        File.WriteAllText(Settings, "{ \"mine\": 1 }");

        Code(() => Sharing().UndoApp("sdnext", App)).ShouldBe(FailureCode.Conflict);
    }

    [Fact]
    public void A_link_that_was_not_made_any_more_is_no_reason_to_stop()
    {
        File.WriteAllText(Settings, Before);
        var link = new FolderLink(Path.Combine(App, "models", "Lora", "big"), _folder.Combine("big/models/loras"));
        Begin("{}", isThere: true, link);
        File.WriteAllText(Settings, "{}");

        Sharing().UndoApp("sdnext", App).Notes.ShouldBeEmpty();

        File.ReadAllText(Settings).ShouldBe(Before);
    }

    public void Dispose() => _folder.Dispose();

    private static FailureCode Code(Action action) => Should.Throw<LibraryException>(action).Failure.Code;

    private string App => Path.Combine(FileSystems.RealPath(_folder.Path), "app");

    private string Settings => Path.Combine(App, "config.json");

    private DownloadTarget From => new() { Root = _folder.Combine("big"), Layout = "comfyui" };

    private void Begin(string text, bool isThere, params FolderLink[] links) =>
        AppChange.Begin(App, Settings, isThere, Encoding.UTF8.GetBytes(text), links, DateTimeOffset.MaxValue);

    private ModelSharing Sharing() =>
        new(LayoutCatalog.Load(null), new LibraryOptions { WorkingFolder = _folder.Path }, TimeProvider.System);
}
