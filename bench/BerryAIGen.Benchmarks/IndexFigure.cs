using System.Diagnostics;
using BerryAIGen.Database;
using BerryAIGen.Database.Indexing;
using BerryAIGen.Database.Models;
using BerryAIGen.Library;
using BerryAIGen.Library.Compatibility.Machines;
using BerryAIGen.Library.Compatibility.Providers;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Predefined;

namespace BerryAIGen.Benchmarks;

/// <summary>
/// How long an index run over 10,000 models takes inside a running server: the first time, with all headers, and then
/// when nothing changed.
/// </summary>
internal static class IndexFigure
{
    private const int Files = 10_000;
    private const int FirstLimit = 4_000;
    private const int UnchangedLimit = 300;
    private const int Rounds = 5;

    public static async Task<int> PrintAsync()
    {
        var folder = Directory.CreateTempSubdirectory("berry-index-");
        try
        {
            var models = folder.CreateSubdirectory("models");
            IdentifyFigure.WriteAll(models.FullName, Files);
            var database = LibraryDatabase.Open(Path.Combine(folder.FullName, "library.db"));
            await database.MigrateAsync(CancellationToken.None);
            using var library = new BerryLibrary(new LibraryOptions { ModelsFolder = models.FullName });
            using var index = new RegistryIndex(
                library,
                database,
                new ModelRegistry(database, ProviderCatalog.Load(null), TimeProvider.System),
                new RegistryFacts(PredefinedModels.Load(null)),
                await ThisMachine.ReadAsync(CancellationToken.None),
                TimeProvider.System
            );
            // The server has run for a while: its code is compiled, its tables are known.
            await RunAsync(index, Path.Combine(models.FullName, "0"));

            var isHeld = await MeasureAsync("first time, headers read", index, models.FullName, FirstLimit, 1);
            isHeld &= await MeasureAsync("nothing changed", index, models.FullName, UnchangedLimit, Rounds);
            database.CloseConnections();
            return isHeld ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<bool> MeasureAsync(string what, RegistryIndex index, string folder, int limit, int rounds)
    {
        var (best, busy, seen) = (double.MaxValue, 0.0, 0);
        using var process = Process.GetCurrentProcess();
        for (var round = 0; round < rounds; round++)
        {
            process.Refresh();
            var before = process.TotalProcessorTime;
            var watch = Stopwatch.StartNew();
            seen = (await RunAsync(index, folder)).Seen;
            if (watch.Elapsed.TotalMilliseconds > best)
                continue;
            best = watch.Elapsed.TotalMilliseconds;
            process.Refresh();
            busy = (process.TotalProcessorTime - before).TotalMilliseconds;
        }

        var isHeld = best <= limit && seen == Files;
        Console.WriteLine(
            $"{$"index {seen:N0} models, {what} ({busy:N0} ms busy)", -58} {best, 6:N0} ms {$"(<= {limit})", 28}  {(isHeld ? "ok" : "MISSED")}"
        );
        return isHeld;
    }

    private static Task<RegistryIndexReport> RunAsync(RegistryIndex index, string folder) =>
        index.RunAsync([folder], progress: null, CancellationToken.None);
}
