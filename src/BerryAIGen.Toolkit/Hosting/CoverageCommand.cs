using System.Text.Json;
using BerryAIGen.Database;
using BerryAIGen.Database.Coverage;
using BerryAIGen.Database.Gates;
using BerryAIGen.Database.Generations;
using BerryAIGen.Database.Resources;
using BerryAIGen.Generation;
using BerryAIGen.Generation.Coverage;
using BerryAIGen.Generation.Gates;
using BerryAIGen.Library;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Toolkit.Api.Generation.Coverage;

namespace BerryAIGen.Toolkit.Hosting;

/// <summary><c>coverage MODEL… --ecosystem SDXL</c>: whether models generate, and why not.</summary>
internal static class CoverageCommand
{
    public static async Task<int> RunAsync(IReadOnlyList<string> words, LibraryEnvironment environment)
    {
        string[] models = [.. words.TakeWhile(word => !word.StartsWith("--", StringComparison.Ordinal))];
        if (models.Length == 0)
            throw new LibraryException(FailureCode.Usage, "Say coverage MODEL… --ecosystem ECOSYSTEM.");
        var rest = new ToolkitArguments(
            [.. words.Skip(models.Length)],
            environment,
            ["--database", "--ecosystem"],
            ["--json"]
        );
        var database = LibraryDatabase.Open(
            rest.Find("--database", "BERRY_DATABASE") ?? ToolkitOptions.DefaultDatabase(environment)
        );
        await database.MigrateAsync(CancellationToken.None);
        using var library = new BerryLibrary(environment.ToOptions());
        var generator = new Generator(environment.ConfigurationFolder);
        using var keeper = new CoverageKeeper(database, generator);
        var search = new GenerationSearch(database, keeper);
        var selection = new ResourceSelection(
            keeper,
            search,
            new GateStore(database, generator, TimeProvider.System),
            library
        );
        var check = new ResourceCheck(database, keeper, search, selection, library);
        // Who sits at the server may do everything, and sees what he set for himself.
        var limits = await new MaturityStore(database, TimeProvider.System).GetAsync("local", CancellationToken.None);
        var items = await check.CheckAsync(
            models,
            rest.Find("--ecosystem"),
            at: null,
            GateWords.Moderators,
            CancellationToken.None
        );
        if (rest.Has("--json"))
            Console.WriteLine(
                JsonSerializer.Serialize(
                    new ResourceCheckDocument([.. items.Select(item => ResourceDocument.Of(item, limits))]),
                    CoverageApiJson.Default.ResourceCheckDocument
                )
            );
        else
            foreach (var item in items)
                Print(item);
        return 0;
    }

    private static void Print(ResourceItem item)
    {
        string?[] what = [item.Name, item.VersionName, item.Place.Type, item.Place.BaseModel];
        Console.WriteLine(string.Join("  ", what.OfType<string>()));
        if (item.Fit is { } fit)
            Console.WriteLine($"  fits: {fit.Level}: {fit.Message}");
        Print("at Civitai", item.Verdict.Civitai);
        Print("at home", item.Verdict.Own);
        foreach (var other in item.Substitutes)
            Console.WriteLine($"  instead: {other.Name}  {other.Air ?? other.Id}");
    }

    private static void Print(string place, CoverageAnswer answer) =>
        Console.WriteLine(
            answer.CanGenerate
                ? $"  {place}: yes"
                : $"  {place}: no: {string.Join(" ", answer.Reasons.Select(reason => reason.Message))}"
        );
}
