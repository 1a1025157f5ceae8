using System.Globalization;
using System.Text;
using BerryAIGen.Database.Models;
using BerryAIGen.Database.Models.Listing;
using BerryAIGen.Testing;

namespace BerryAIGen.Database.Tests;

/// <summary>What people type into a search box, in whatever script.</summary>
public sealed class SearchWordsTests(PostgreSqlServer server)
{
    public static TheoryData<DatabaseKind> Kinds => [DatabaseKind.Sqlite, DatabaseKind.PostgreSql];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Names_in_every_script_can_be_looked_for(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        string[] names = ["雪の女王", "Ёлка", "नमस्ते दुनिया", "สวัสดี", "Élan vital", "𠮷野家", "ᦀᦰᦲ"];
        await ChangeAsync(
            database.Library,
            context =>
                context.Registry.AddRange(
                    names.Select((name, number) => new ModelRow { Id = $"m{number}", Name = name })
                )
        );
        var listing = new ModelListing(database.Library);

        foreach (var name in names)
        {
            var page = await listing.ReadAsync(new ModelQuery { Search = name }, Stop);

            page.Models.Select(model => model.Name).ShouldBe([name]);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Whatever_letters_are_typed_is_a_question(DatabaseKind kind)
    {
        using var database = await TestDatabase.CreateAsync(kind, server);
        await ChangeAsync(database.Library, context => context.Registry.Add(new ModelRow { Id = "a", Name = "A" }));
        var listing = new ModelListing(database.Library);
        // All but the many thousands of ideographs and syllables that are one like the other.
        var letters = Enumerable
            .Range(0x80, 0x20000 - 0x80)
            .Where(value => value is not ((>= 0x3400 and <= 0x9FFF) or (>= 0xAC00 and <= 0xD7A3)))
            .Where(Rune.IsValid)
            .Select(value => new Rune(value))
            .Where(rune =>
                Rune.IsLetterOrDigit(rune)
                || Rune.GetUnicodeCategory(rune)
                    is UnicodeCategory.NonSpacingMark
                        or UnicodeCategory.SpacingCombiningMark
            );

        foreach (var some in letters.Chunk(500))
        {
            var text = string.Join(' ', some.Select(letter => $"a{letter}b"));

            (await listing.ReadAsync(new ModelQuery { Search = text }, Stop)).Counts.Total.ShouldBe(0);
        }
    }

    private static async Task ChangeAsync(LibraryDatabase database, Action<LibraryContext> change)
    {
        await using var context = database.CreateContext();
        change(context);
        await context.SaveChangesAsync(Stop);
    }
}
