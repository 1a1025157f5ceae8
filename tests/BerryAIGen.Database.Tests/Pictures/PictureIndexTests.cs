using System.Text.Json.Nodes;
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
        using var pictures = await StartAsync(folder);
        var path = folder.AddLora("ink.safetensors");
        var hash = IndexedFolder.Sha256(path);
        pictures.Add("name.png", "Lora hashes: \"ink: 0123456789\"");
        pictures.Add("hash.png", $"Lora hashes: \"whatever: {hash[..10]}\"");
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
        using var pictures = await StartAsync(folder);
        pictures.Add("a.png", "Model: x", prompt: "100% Silk_Road, Übung");
        pictures.Add("b.png", "Model: x", prompt: "1000 silkXroads\0 and more");
        await pictures.RunAsync();

        (await pictures.PathsAsync(new PictureQuery { Words = "100% silk_road" })).ShouldBe(["a.png"]);
        (await pictures.PathsAsync(new PictureQuery { Words = "MORE silkxroads" })).ShouldBe(["b.png"]);
        (await pictures.PathsAsync(new PictureQuery { Words = "!" })).ShouldBeEmpty();
        (await pictures.PathsAsync(new PictureQuery { Application = "a1111", Sort = "oldest" })).Count.ShouldBe(2);
        (await pictures.PathsAsync(new PictureQuery { Application = "a111_" })).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Many_pictures_share_what_they_call_a_model_and_only_changes_are_read(DatabaseKind kind)
    {
        using var folder = await IndexedFolder.CreateAsync(kind, server);
        using var pictures = await StartAsync(folder);
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
    public async Task A_run_that_another_one_took_over_writes_nothing(DatabaseKind kind)
    {
        using var folder = await IndexedFolder.CreateAsync(kind, server);
        using var pictures = await StartAsync(folder);
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

    private static async Task<IndexedPictures> StartAsync(IndexedFolder folder)
    {
        var pictures = new IndexedPictures(folder);
        await pictures.Folders.AddAsync(pictures.Folder, isRecursive: true, Stop);
        return pictures;
    }

    /// <summary>A folder of pictures beside the models, and the index of it.</summary>
    private sealed class IndexedPictures : IDisposable
    {
        private readonly IndexedFolder _folder;
        private readonly PictureMatching _matching;
        private readonly PictureListing _listing;

        public IndexedPictures(IndexedFolder folder)
        {
            _folder = folder;
            Folder = folder.Folder.Combine("pictures");
            Directory.CreateDirectory(Folder);
            _matching = new PictureMatching(folder.Database, folder.Library);
            _listing = new PictureListing(folder.Database, folder.Library, _matching);
            Folders = new PictureFolders(folder.Database, folder.Library, TimeProvider.System);
            Job = new PictureIndexJob(folder.Database, folder.Library, _matching, TimeProvider.System);
        }

        public string Folder { get; }

        public PictureFolders Folders { get; }

        public PictureIndexJob Job { get; }

        public void Add(string name, string models, string prompt = "a cat")
        {
            var path = Path.Combine(Folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            new PngMaker()
                .InternationalText(
                    "parameters",
                    $"{prompt}\nSteps: 20, Sampler: Euler, Seed: 1, {models}, Version: v1.10.1"
                )
                .Save(path);
        }

        public Task<string> PayloadAsync() => Job.PrepareAsync(new PictureIndexOrder([], AsksCivitai: false), Stop);

        public async Task<JsonNode> RunAsync()
        {
            var store = new JobStore(_folder.Database, TimeProvider.System);
            var row = store.Create(PictureIndexJob.KindName, await PayloadAsync());
            await store.AddAsync(row, null, Stop);
            var claim = await store.ClaimAsync(row.Id, "node", silentAttempt: null, Stop);
            using var run = new JobRun(store, claim!);
            return JsonNode.Parse((await Job.RunAsync(run, Stop))!)!;
        }

        public async Task<IReadOnlyList<string>> PathsAsync(PictureQuery query) =>
            [.. (await _listing.ListAsync(query, Stop)).Items.Select(row => row.Path).Order(StringComparer.Ordinal)];

        /// <summary>Of each picture whether its model is here, and how it was found.</summary>
        public async Task<IReadOnlyList<string>> StatesAsync()
        {
            var states = new List<string>();
            foreach (var row in (await _listing.ListAsync(new PictureQuery(), Stop)).Items)
            {
                var model = (await _listing.GetAsync(row.Id, Stop)).Models.Single();
                states.Add($"{row.Path} {model.State} {model.MatchedBy}");
            }

            return [.. states.Order(StringComparer.Ordinal)];
        }

        public void Dispose() => _matching.Dispose();
    }
}
