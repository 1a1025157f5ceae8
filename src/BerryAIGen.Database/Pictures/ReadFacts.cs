using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using BerryAIGen.IO.Recipes;
using BerryAIGen.Library.Pictures;
using BerryAIGen.Library.Pictures.Folders;

namespace BerryAIGen.Database.Pictures;

/// <summary>What is kept of a picture that was read: no texts of unbounded length, so that many wait for being written.</summary>
/// <param name="Found">The file.</param>
/// <param name="Models">The models that it names.</param>
internal sealed record ReadFacts(FoundPicture Found, IReadOnlyList<RecipeResource> Models)
{
    private const int LongestText = 65_536;
    private const int LongestWord = 1000;
    private const int MostModels = 200;

    private ReadPicture Picture { get; init; } = null!;

    /// <summary>Why nothing could be read of it; null when it was read.</summary>
    public string? Problem => Picture.Failure?.Message;

    private List<string> Problems { get; init; } = [];

    public static ReadFacts Of(FoundPicture found, ReadPicture picture)
    {
        List<string> problems = [.. (picture.Reading?.Content.Problems ?? []).Select(one => Word(one))];
        var models = picture.Reading?.Recipe?.Resources ?? [];
        if (models.Count > MostModels)
            problems.Add($"It names {models.Count} models; the first {MostModels} are kept.");
        var recipe = picture.Reading?.Recipe;
        var kept = recipe is null
            ? null
            : recipe with
            {
                Prompt = Cut(recipe.Prompt, "prompt", problems),
                NegativePrompt = Cut(recipe.NegativePrompt, "negative prompt", problems),
                Generator = Word(recipe.Generator),
                GeneratorVersion = Word(recipe.GeneratorVersion),
                Sampler = Word(recipe.Sampler),
                Scheduler = Word(recipe.Scheduler),
                Settings = Short(recipe.Settings, problems),
                Resources = [],
            };
        var reading = picture.Reading is { } read
            ? read with
            {
                Content = read.Content with { Texts = [] },
                Recipe = kept,
            }
            : null;
        return new ReadFacts(found, [.. models.Take(MostModels).Select(Clean)])
        {
            Picture = picture with { Reading = reading },
            Problems = problems,
        };
    }

    public void WriteTo(PictureRow row, DateTime now)
    {
        var (content, recipe) = (Picture.Reading?.Content, Picture.Reading?.Recipe);
        (row.SizeBytes, row.ModifiedTicks, row.IndexedAt) = (Found.SizeBytes, Found.ModifiedTicks, now);
        row.Kind = content is { IsKnown: true } known ? known.Container.ToString().ToLowerInvariant() : "";
        (row.Width, row.Height) = (content?.Width, content?.Height);
        (row.Application, row.ApplicationVersion) = (recipe?.Generator, recipe?.GeneratorVersion);
        (row.Prompt, row.NegativePrompt) = (recipe?.Prompt, recipe?.NegativePrompt);
        row.Seed = recipe?.Seed?.ToString(CultureInfo.InvariantCulture);
        (row.Steps, row.CfgScale) = (recipe?.Steps, recipe?.CfgScale is { } cfg && double.IsFinite(cfg) ? cfg : null);
        (row.Sampler, row.Scheduler) = (recipe?.Sampler, recipe?.Scheduler);
        (row.AskedWidth, row.AskedHeight) = (recipe?.Width, recipe?.Height);
        row.Settings = JsonSerializer.Serialize(
            recipe?.Settings.ToDictionary() ?? [],
            PicturesJson.Default.DictionaryStringString
        );
        row.Problems = JsonSerializer.Serialize(Problems, PicturesJson.Default.ListString);
        row.Failure = Word(Picture.Failure?.Message);
        (row.Thumbnail, row.ThumbnailProblem) = (null, null);
    }

    private static RecipeResource Clean(RecipeResource one) =>
        one with
        {
            Type = Word(one.Type),
            Name = Word(one.Name),
            Hash = Word(one.Hash),
            VersionName = Word(one.VersionName),
            Air = Word(one.Air),
            Weight = one.Weight is { } weight && double.IsFinite(weight) ? weight : null,
        };

    private static Dictionary<string, string> Short(IReadOnlyDictionary<string, string> settings, List<string> problems)
    {
        var (kept, length) = (new Dictionary<string, string>(), 0);
        foreach (var (name, value) in settings)
        {
            if ((length += name.Length + value.Length) > LongestText)
            {
                problems.Add($"It has more than {LongestText} letters of settings; those after them are left out.");
                break;
            }

            kept[Plain(name)] = Plain(value);
        }

        return kept;
    }

    private static string? Cut(string? text, string what, List<string> problems)
    {
        if (text?.Length > LongestText)
        {
            problems.Add($"Its {what} has {text.Length} letters; the first {LongestText} are kept.");
            text = text[..LongestText];
        }

        return text is null ? null : Plain(text);
    }

    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(text))]
    private static string? Word(string? text) =>
        text is null ? null : Plain(text.Length > LongestWord ? text[..LongestWord] : text);

    // PostgreSQL keeps no NUL, and neither database half a surrogate.
    private static string Plain(string text) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Replace("\0", "", StringComparison.Ordinal)));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(List<string>))]
[JsonSerializable(typeof(PictureIndexOrder))]
[JsonSerializable(typeof(PictureIndexResult))]
internal sealed partial class PicturesJson : JsonSerializerContext;
