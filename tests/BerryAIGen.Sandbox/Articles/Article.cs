namespace BerryAIGen.Sandbox.Articles;

/// <summary>An article of the seed.</summary>
internal sealed record Article(
    int Id,
    string Title,
    string User,
    IReadOnlyList<string> Tags,
    int NsfwLevel,
    int Day,
    string Content
)
{
    public DateTimeOffset PublishedAt => new DateTimeOffset(2026, 1, 1, 9, 30, 0, TimeSpan.Zero).AddDays(Day);
}
