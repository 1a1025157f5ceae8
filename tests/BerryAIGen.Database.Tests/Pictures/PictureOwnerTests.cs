using BerryAIGen.Database.Coverage;
using BerryAIGen.Database.Generations;
using BerryAIGen.Database.Pictures;
using BerryAIGen.Database.Resources;
using BerryAIGen.Library;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Testing;

namespace BerryAIGen.Database.Tests.Pictures;

/// <summary>Whose results pictures are, and how mature they and previews may be, on both databases.</summary>
public sealed class PictureOwnerTests(PostgreSqlServer server)
{
    private static readonly PictureViewer Anna = new("anna", SeesAll: false);
    private static readonly PictureViewer Ben = new("ben", SeesAll: false);
    private static readonly PictureViewer Admin = new("admin", SeesAll: true);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Results_are_their_owner_s_whatever_link_leads_to_them(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        using var folder = new TemporaryFolder();
        using var library = LibraryIn(folder);
        // A link to a place behind another link, and a letter that is two to some and one to others.
        var real = Directory.CreateDirectory(folder.Combine("disk", "\U0001F353", "made")).FullName;
        Directory.CreateSymbolicLink(folder.Combine("big"), folder.Combine("disk"));
        Directory.CreateSymbolicLink(folder.Combine("link"), folder.Combine("big", "\U0001F353"));
        long anna,
            own;
        await using (var context = database.Library.CreateContext())
        {
            var row = new PictureFolderRow { Path = Path.Combine(folder.Path, "link", "made"), IsRecursive = true };
            context.PictureFolders.Add(row);
            await context.SaveChangesAsync(Stop);
            PictureRow Picture(string path) => new() { FolderId = row.Id, Path = path };
            PictureRow[] pictures = [Picture("day/anna.png"), Picture("day/ben.png"), Picture("own.png")];
            context.Pictures.AddRange(pictures);
            foreach (var owner in (string[])["anna", "ben"])
            {
                context.Generations.Add(GenerationOf(owner));
                context.GenerationOutputs.Add(
                    new GenerationOutputRow
                    {
                        Id = owner,
                        GenerationId = owner,
                        BlobId = owner,
                        Level = owner == "ben" ? "X" : "x",
                        Path = Path.Combine(real, "day", $"{owner}.png"),
                    }
                );
            }

            await context.SaveChangesAsync(Stop);
            (anna, own) = (pictures[0].Id, pictures[2].Id);
        }

        var matching = new PictureMatching(database.Library, library);
        var maturity = new MaturityStore(database.Library, TimeProvider.System);
        var listing = new PictureListing(database.Library, library, matching, maturity);
        await maturity.ChangeAsync("anna", null, null, "hide", Stop);

        (await PathsAsync(Anna)).ShouldBe(["day/anna.png hide", "own.png show"]);
        (await PathsAsync(Ben)).ShouldBe(["day/ben.png blur", "own.png show"]);
        (await PathsAsync(Admin)).ShouldBe(["day/anna.png blur", "day/ben.png blur", "own.png show"]);
        (await PathsAsync(Anna, "pg,x")).ShouldBe(["day/anna.png hide"]);
        (await PathsAsync(Admin, "x")).ShouldBe(["day/anna.png blur", "day/ben.png blur"]);
        (await PathsAsync(Admin, "unrated,r")).ShouldBe(["own.png show"]);
        (await listing.FindFileAsync(own, Ben, Stop)).Row.Path.ShouldBe("own.png");
        (await listing.FindFileAsync(anna, Admin, Stop)).Row.Path.ShouldBe("day/anna.png");
        (await Refused(anna, Ben)).ShouldBe(FailureCode.NotFound);
        (await Refused(anna, Anna)).ShouldBe(FailureCode.Policy);

        async Task<string[]> PathsAsync(PictureViewer viewer, string? levels = null)
        {
            var page = await listing.ListAsync(new PictureQuery { Levels = levels }, viewer, Stop);
            page.TotalCount.ShouldBe(page.Items.Count);
            return [.. page.Items.Select(one => $"{one.Path} {one.Display}").Order(StringComparer.Ordinal)];
        }

        async Task<FailureCode> Refused(long id, PictureViewer viewer) =>
            (await Should.ThrowAsync<LibraryException>(() => listing.FindFileAsync(id, viewer, Stop))).Failure.Code;
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task A_preview_is_hidden_by_what_Civitai_says_of_it(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        await using (var context = database.Library.CreateContext())
        {
            (string Id, string Site)[] rows =
            [
                ("mature", """{"nsfw_level":9,"picture_level":8}"""),
                ("safe", """{"nsfw_level":9,"picture_level":1}"""),
                ("unrated", """{"nsfw_level":0}"""),
            ];
            foreach (var (id, site) in rows)
                context.GenerationCoverage.Add(
                    new GenerationCoverageRow
                    {
                        Id = id,
                        Verdict = "{}",
                        Facts = $$"""{"site":{{site}}}""",
                    }
                );
            await context.SaveChangesAsync(Stop);
        }

        var maturity = new MaturityStore(database.Library, TimeProvider.System);
        var levels = new PreviewLevels(database.Library, maturity);
        await levels.RequireShownAsync("mature", "anna", Stop);
        await maturity.ChangeAsync("anna", null, null, "hide", Stop);

        (
            await Should.ThrowAsync<LibraryException>(() => levels.RequireShownAsync("mature", "anna", Stop))
        ).Failure.Code.ShouldBe(FailureCode.Policy);
        await levels.RequireShownAsync("safe", "anna", Stop);
        await levels.RequireShownAsync("unrated", "anna", Stop);
        await levels.RequireShownAsync("unknown", "anna", Stop);
        await levels.RequireShownAsync("mature", "ben", Stop);
    }

    private static BerryLibrary LibraryIn(TemporaryFolder folder) =>
        new(new LibraryOptions { ModelsFolder = folder.Combine("models"), WorkingFolder = folder.Path });

    private static GenerationRow GenerationOf(string owner) =>
        new()
        {
            Id = owner,
            Owner = owner,
            Workflow = "txt2img",
            Ecosystem = "SDXL",
            Media = "image",
            Form = "{}",
            Body = "{}",
            Recipe = "{}",
            ExternalId = owner,
            CallbackToken = owner,
        };
}
