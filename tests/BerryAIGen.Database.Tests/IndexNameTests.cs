using BerryAIGen.Database.Models;
using BerryAIGen.Testing;

namespace BerryAIGen.Database.Tests;

/// <summary>What a model is called when its file is read anew.</summary>
public sealed class IndexNameTests(PostgreSqlServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    // A list of models named it: that stays, whatever lies beside the file.
    [InlineData("registry", "Known name", null, "Known name")]
    [InlineData("registry", "Known name", "Theirs", "Known name")]
    [InlineData("predefined", "Known name", null, "Known name")]
    // A file names it: it is called as the file, until a source says more.
    [InlineData("index", "a", null, "a")]
    [InlineData("index", "a", "Theirs", "Theirs")]
    [InlineData("download", "owner/repo", null, "owner/repo")]
    public async Task A_name_that_is_none_of_a_file_stays(string origin, string known, string? source, string then)
    {
        using var folder = await IndexedFolder.CreateAsync(DatabaseKind.Sqlite, server);
        folder.AddLora("a.safetensors");
        await folder.RunAsync();
        await folder.ChangeAsync(
            "a",
            row => (row.Name, row.Origin, row.DescribedBy) = (known, origin, "by older rules")
        );
        if (source is not null)
            folder.Write("a.safetensors.civitai.json", $$"""{"schema_version":1,"model_name":"{{source}}"}""");

        await folder.RunAsync();

        (await folder.RowAsync("a")).Name.ShouldBe(then);
    }

    [Fact]
    public async Task A_model_that_is_called_by_its_file_is_called_by_the_files_new_name()
    {
        using var folder = await IndexedFolder.CreateAsync(DatabaseKind.Sqlite, server);
        var path = folder.AddLora("a.safetensors");
        await folder.RunAsync();
        File.Move(path, Path.Combine(folder.Models, "b.safetensors"));

        await folder.RunAsync();

        (await folder.RowAsync("a")).Name.ShouldBe("b");
    }

    [Fact]
    public async Task Other_bytes_under_the_same_path_are_not_called_by_the_source_of_the_first()
    {
        using var folder = await IndexedFolder.CreateAsync(DatabaseKind.Sqlite, server);
        folder.AddLora("a.safetensors");
        folder.Write("a.safetensors.civitai.json", """{"schema_version":1,"model_name":"Theirs"}""");
        await folder.RunAsync();
        File.Delete(Path.Combine(folder.Models, "a.safetensors.civitai.json"));
        folder.AddGguf("a.safetensors");

        await folder.RunAsync();

        (await folder.RowAsync("a")).Name.ShouldBe("a");
    }

    [Fact]
    public async Task A_name_that_a_person_takes_back_makes_room_for_the_files()
    {
        using var folder = await IndexedFolder.CreateAsync(DatabaseKind.Sqlite, server);
        folder.AddLora("a.safetensors");
        await folder.RunAsync();
        var words = new PersonsModelWords(folder.Database, TimeProvider.System);
        await words.ChangeAsync("a", new ModelChange("Mine", null, null, null, null), Stop);
        await folder.RunAsync();
        var mine = (await folder.RowAsync("a")).Name;
        await words.ChangeAsync("a", new ModelChange("", null, null, null, null), Stop);

        await folder.RunAsync();

        (mine, (await folder.RowAsync("a")).Name).ShouldBe(("Mine", "a"));
    }
}
