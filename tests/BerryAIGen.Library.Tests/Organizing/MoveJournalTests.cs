using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Layouts;
using BerryAIGen.Library.Organizing;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Organizing;

/// <summary>What undo does with runs of which not all comes back, and with journals that nobody can read.</summary>
public sealed class MoveJournalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void What_does_not_come_back_can_be_brought_back_later()
    {
        Model("a");
        Model("b");
        var run = Organizer().Apply(Target, Token);
        var inTheWay = _folder.Write("models/loras/a.safetensors", "other"u8);

        var first = Organizer().Undo(Target, null, Token);
        File.Delete(inTheWay);
        var second = Organizer().Undo(Target, null, Token);

        (first.Id, second.Id).ShouldBe((run.Id, run.Id));
        first.Moves.Count(move => move.State == OrganizeState.Refused).ShouldBe(1);
        second.Moves.ShouldAllBe(move => move.State == OrganizeState.Moved);
        File.ReadAllText(inTheWay).ShouldBe("a");
        File.Exists(PathOf("b.safetensors")).ShouldBeTrue();
        Code(() => Organizer().Undo(Target, null, Token)).ShouldBe(FailureCode.NotFound);
    }

    [Fact]
    public void A_run_of_which_not_all_came_back_keeps_no_other_from_starting()
    {
        Model("a");
        Organizer().Apply(Target, Token);
        _folder.Write("models/loras/a.safetensors", "other"u8);
        Organizer().Undo(Target, null, Token);
        Model("c");

        Organizer().Apply(Target, Token).Moves.ShouldContain(move => move.State == OrganizeState.Moved);
    }

    [Theory]
    [InlineData("""{"steps":null,"folders":[]}""")]
    [InlineData("""{"steps":{},"folders":[]}""")]
    [InlineData("""{"steps":[null],"folders":[]}""")]
    [InlineData("""{"steps":[{"from":"a"}],"folders":[]}""")]
    [InlineData("""{"steps":[{"from":1,"to":"b","model":true,"size":1,"changed":1}],"folders":[]}""")]
    [InlineData("""{"steps":[{"from":"a","to":"b","model":"x","size":1,"changed":1}],"folders":[]}""")]
    [InlineData("""{"steps":[{"from":"a\u0000","to":"b","model":true,"size":1,"changed":1}],"folders":[]}""")]
    [InlineData("""{"steps":[]}""")]
    [InlineData("""{"steps":[],"folders":[1]}""")]
    [InlineData("{\"steps\":[],\"folders\":[]}\n{\"state\":5}")]
    [InlineData("{\"steps\":[],\"folders\":[]}\n{\"state\":\"lost\"}")]
    public void A_journal_that_cannot_be_read_is_named(string text)
    {
        Model("a");
        _folder.Write("models/.berry/organize/20260101-000000-001.jsonl", System.Text.Encoding.UTF8.GetBytes(text));

        Should
            .Throw<LibraryException>(() => Organizer().Apply(Target, Token))
            .Message.ShouldContain("20260101-000000-001.jsonl cannot be read");
    }

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static FailureCode Code(Action action) => Should.Throw<LibraryException>(action).Failure.Code;

    private DownloadTarget Target => new() { Root = _folder.Path, Template = "{base_model}" };

    private Organizer Organizer() =>
        new(LayoutCatalog.Load(null), new LibraryOptions { WorkingFolder = _folder.Path }, TimeProvider.System);

    private string PathOf(string name) => Path.Combine(_folder.Path, "models", "loras", name);

    private void Model(string name)
    {
        var path = _folder.Write($"models/loras/{name}.safetensors", System.Text.Encoding.UTF8.GetBytes(name));
        File.WriteAllText(path + ".civitai.json", """{ "base_model": "SDXL 1.0" }""");
    }
}
