using System.Diagnostics;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Recording;
using BerryAIGen.Library.Files;
using BerryAIGen.Library.Keeping.Checks;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Keeping;

/// <summary>
/// Work on models in a process of its own, which does and undoes it until it is killed: this very test program, told to
/// run the one explicit test below.
/// </summary>
public sealed class KilledProcess
{
    private const string WorkVariable = "BERRY_TEST_WORK";
    private const string FolderVariable = "BERRY_TEST_KEPT_FOLDER";
    private const string SourceVariable = "BERRY_TEST_SOURCE";
    private const string Template = "{base_model}/{creator}";

    /// <summary>Kills it (signal 9) at some moment of its work.</summary>
    /// <param name="work">What it does: organize, link, repair or refresh.</param>
    /// <param name="folder">The application's folder, with its models in <c>models</c>.</param>
    /// <param name="source">Civitai's address, for refresh.</param>
    internal static async Task RunAsync(string work, string folder, Uri? source = null)
    {
        var token = TestContext.Current.CancellationToken;
        var began = Path.Combine(folder, "began");
        File.Delete(began);
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            ArgumentList = { "--explicit", "only", "--filter-method", $"*{nameof(The_work_of_another_process)}" },
            RedirectStandardOutput = true,
            Environment =
            {
                [WorkVariable] = work,
                [FolderVariable] = folder,
                [SourceVariable] = source?.AbsoluteUri ?? "http://127.0.0.1:9",
            },
        };
        using var process = Process.Start(start)!;
        try
        {
            await Eventually.TrueAsync(() => File.Exists(began) || process.HasExited, token);
            await Task.Delay(Random.Shared.Next(400), token);
            process.HasExited.ShouldBeFalse();
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    internal static BerryLibrary Library(string folder, Uri? source = null) =>
        new(
            new LibraryOptions
            {
                WorkingFolder = folder,
                Root = folder,
                AllowedHosts = ["localhost", "127.0.0.1"],
                CivitaiUrl = source ?? new Uri("http://127.0.0.1:9"),
            }
        );

    internal static DownloadTarget Target(string folder) => new() { Root = folder, Template = Template };

    [Fact(Explicit = true)]
    public async Task The_work_of_another_process()
    {
        var folder = Environment.GetEnvironmentVariable(FolderVariable)!;
        var source = new Uri(Environment.GetEnvironmentVariable(SourceVariable)!);
        using var library = Library(folder, source);
        Func<BerryLibrary, string, CancellationToken, Task> work = Environment.GetEnvironmentVariable(
            WorkVariable
        ) switch
        {
            "organize" => OrganizeAsync,
            "link" => LinkAsync,
            "repair" => RepairAsync,
            _ => RefreshAsync,
        };
        await File.WriteAllTextAsync(Path.Combine(folder, "began"), "", CancellationToken.None);
        while (!TestContext.Current.CancellationToken.IsCancellationRequested)
            await work(library, folder, TestContext.Current.CancellationToken);
    }

    private static Task OrganizeAsync(BerryLibrary library, string folder, CancellationToken token)
    {
        library.Organizing.Apply(Target(folder), token);
        library.Organizing.Undo(Target(folder), null, token);
        return Task.CompletedTask;
    }

    private static async Task LinkAsync(BerryLibrary library, string folder, CancellationToken token)
    {
        await library.Keeping.FindDuplicatesAsync([Path.Combine(folder, "models")], link: true, null, token);
        foreach (var path in Models(folder))
        {
            File.Copy(path, path + ".copy", overwrite: true);
            File.Move(path + ".copy", path, overwrite: true);
        }
    }

    private static async Task RepairAsync(BerryLibrary library, string folder, CancellationToken token)
    {
        foreach (var path in Models(folder))
            FileCheckTests.Damage(path, keepTime: false);
        var request = new CheckRequest { Paths = [Path.Combine(folder, "models")], Repairs = true };
        await library.Keeping.CheckAsync(request, null, null, token);
    }

    private static async Task RefreshAsync(BerryLibrary library, string folder, CancellationToken token)
    {
        foreach (var path in Models(folder))
        {
            var record = SidecarStore.Find(path)!;
            record["creator"] = null;
            AtomicFile.WriteJson(Sidecar.PathOf(path), record);
        }

        await library.Keeping.RefreshAsync([Path.Combine(folder, "models")], token);
    }

    internal static string[] Models(string folder) =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(folder, "models"), "*.safetensors", SearchOption.AllDirectories)
                .Where(path => !path.Contains("/.berry/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];
}
