using BerryAIGen.Database.Jobs;
using BerryAIGen.Database.Pictures;
using BerryAIGen.Testing;
using Microsoft.EntityFrameworkCore;

namespace BerryAIGen.Database.Tests.Pictures;

/// <summary>Rows of pictures and their links to models, on both databases.</summary>
public sealed class PictureIndexTests(PostgreSqlServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Links_follow_a_model_that_comes_is_hashed_and_goes(DatabaseKind kind)
    {
        using var folder = await IndexedFolder.CreateAsync(kind, server);
        using var pictures = await IndexedPictures.StartAsync(folder);
        var (path, hash) = pictures.AddWithLora();
        await pictures.RunAsync();
        var nobody = await pictures.StatesAsync();

        await folder.RunAsync();
        var named = await pictures.StatesAsync();
        await folder.ChangeAsync("ink", row => row.Sha256 = hash);
        var hashed = await pictures.StatesAsync();
        File.Delete(path);
        await folder.RunAsync();
        var gone = await pictures.StatesAsync();

        nobody.ShouldBe(["hash.png Unknown ", "name.png Unknown "]);
        named.ShouldBe(["hash.png Unknown ", "name.png Present name"]);
        // Another file has the name, and the hash tells which one is meant.
        hashed.ShouldBe(["hash.png Present hash", "name.png Unknown "]);
        gone.ShouldBe(["hash.png Unknown hash", "name.png Unknown "]);
        (await pictures.PathsAsync(new PictureQuery { ModelId = "ink" })).ShouldBe(["hash.png"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Words_of_a_prompt_are_found_as_they_stand_there(DatabaseKind kind)
    {
        using var folder = await IndexedFolder.CreateAsync(kind, server);
        using var pictures = await IndexedPictures.StartAsync(folder);
        pictures.Add("a.png", "Model: x", prompt: "100% Silk_Road, Übung, été, Лиса");
        pictures.Add("b.png", "Model: x", prompt: "1000 silkXroads\0 and more");
        await pictures.RunAsync();

        (await pictures.PathsAsync(new PictureQuery { Words = "100% silk_road" })).ShouldBe(["a.png"]);
        (await pictures.PathsAsync(new PictureQuery { Words = "MORE silkxroads" })).ShouldBe(["b.png"]);
        (await pictures.PathsAsync(new PictureQuery { Words = "!" })).ShouldBeEmpty();
        // Letters beyond A to Z as well.
        foreach (var words in (string[])["Übung", "übung", "ÜBUNG ÉTÉ", "лиса", "ЛИСА"])
            (await pictures.PathsAsync(new PictureQuery { Words = words })).ShouldBe(["a.png"], words);
        (await pictures.PathsAsync(new PictureQuery { Application = "a1111", Sort = "oldest" })).Count.ShouldBe(2);
        (await pictures.PathsAsync(new PictureQuery { Application = "a111_" })).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Many_pictures_share_what_they_call_a_model_and_only_changes_are_read(DatabaseKind kind)
    {
        using var folder = await IndexedFolder.CreateAsync(kind, server);
        using var pictures = await IndexedPictures.StartAsync(folder);
        for (var number = 0; number < 700; number++)
            pictures.Add($"{number % 3}/{number:0000}.png", "Model: shared");

        var first = await pictures.RunAsync();
        var second = await pictures.RunAsync();
        for (var number = 0; number < 300; number++)
            File.Delete(Path.Combine(pictures.Folder, $"{number % 3}/{number:0000}.png"));
        var third = await pictures.RunAsync();

        first["added"]!.GetValue<int>().ShouldBe(700);
        second["unchanged"]!.GetValue<int>().ShouldBe(700);
        (third["removed"]!.GetValue<int>(), third["unchanged"]!.GetValue<int>()).ShouldBe((300, 400));
        await using var context = folder.Database.CreateContext();
        (await context.PictureModels.CountAsync(Stop)).ShouldBe(1);
        (await context.PictureLinks.CountAsync(Stop)).ShouldBe(400);
        (await context.Events.CountAsync(row => row.Kind == PictureIndexJob.Changed, Stop)).ShouldBe(2);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_run_after_one_that_was_killed_links_all_anew(DatabaseKind kind)
    {
        using var folder = await IndexedFolder.CreateAsync(kind, server);
        using var pictures = await IndexedPictures.StartAsync(folder);
        folder.AddLora("ink.safetensors");
        await folder.RunAsync();
        pictures.Add("name.png", "Lora hashes: \"ink: 0123456789\"");
        await pictures.RunAsync();
        (await pictures.StatesAsync()).ShouldBe(["name.png Present name"]);
        // As a run leaves it that wrote what it had read before the library changed, and ended there.
        await using (var context = folder.Database.CreateContext())
            await context.PictureModels.ExecuteUpdateAsync(
                set => set.SetProperty(row => row.ModelId, (string?)null).SetProperty(row => row.IsHere, false),
                Stop
            );

        await pictures.RunAsync(isSecondAttempt: true);

        (await pictures.StatesAsync()).ShouldBe(["name.png Present name"]);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_run_that_another_one_took_over_writes_nothing(DatabaseKind kind)
    {
        using var folder = await IndexedFolder.CreateAsync(kind, server);
        using var pictures = await IndexedPictures.StartAsync(folder);
        pictures.Add("a.png", "Model: x");
        var store = new JobStore(folder.Database, TimeProvider.System);
        var row = store.Create(PictureIndexJob.KindName, await pictures.PayloadAsync());
        await store.AddAsync(row, null, Stop);
        var sleeper = await store.ClaimAsync(row.Id, "sleeper", silentAttempt: null, Stop);
        (await store.ClaimAsync(row.Id, "other", silentAttempt: 1, Stop)).ShouldNotBeNull();
        using var run = new JobRun(store, sleeper!);

        await Should.ThrowAsync<JobLostException>(() => pictures.Job.RunAsync(run, Stop));

        (await pictures.PathsAsync(new PictureQuery())).ShouldBeEmpty();
    }
}
