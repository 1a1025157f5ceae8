using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.Faults;

/// <summary>
/// Three hundred downloads from servers that cut, stall, refuse, lie about ranges and change their files, some of them in
/// processes that are killed: whatever gets its name is right, whatever fails says why. BERRY_TEST_SEED runs another three hundred.
/// </summary>
public sealed class FaultTests : IAsyncDisposable
{
    private const string SeedVariable = "BERRY_TEST_SEED";
    private const string AddressesVariable = "BERRY_TEST_ADDRESSES";
    private const string FolderVariable = "BERRY_TEST_FOLDER";
    private const int Count = 300;
    private const int Children = 4;
    private const int PerChild = 5;

    // A stall that is called one too early costs an attempt, and there are plenty.
    private static readonly TransferOptions Options = new()
    {
        StallTimeout = TimeSpan.FromSeconds(1),
        FirstPause = TimeSpan.FromMilliseconds(1),
        MaxPause = TimeSpan.FromMilliseconds(5),
        MaxAttempts = 20,
        SegmentedFrom = 64 << 10,
        ParallelFiles = 16,
        ParallelPerHost = 16,
    };

    private static readonly int Seed = int.Parse(
        Environment.GetEnvironmentVariable(SeedVariable) ?? "20261121",
        CultureInfo.InvariantCulture
    );

    private readonly TemporaryFolder _folder = new();
    private readonly FaultyFile[] _files;
    private readonly RawHttpServer[] _servers;

    public FaultTests()
    {
        _files =
        [
            .. Enumerable
                .Range(0, Count)
                .Select(i => new FaultyFile(Seed, i, mayShout: i % 2 == 1) { HangsFirst = i < Children * PerChild }),
        ];
        // Whoever shouts "too many" gets one connection for all of its files, so the others have a host of their own.
        _servers = [new RawHttpServer(Answer), new RawHttpServer(Answer)];
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        _folder.Dispose();
    }

    [Fact]
    public async Task Whatever_is_published_is_right_and_whatever_fails_says_why()
    {
        await Parallel.ForAsync(0, Children, Token, async (child, _) => await KillAsync(child));
        using var library = Library(_folder.Path);
        var items = new ConcurrentDictionary<int, DownloadItem>();

        await Parallel.ForEachAsync(
            _files,
            new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Token },
            async (file, token) =>
            {
                var request = Request(file);
                items[file.Number] = (await library.DownloadAsync(request, null, token)).Single();
            }
        );

        foreach (var file in _files)
        {
            Check(file, items[file.Number]);
        }

        var missed = _files.Where(file => file.MustCome && items[file.Number].State != DownloadState.Completed);
        missed.Select(file => $"{file.Number}: {items[file.Number].Reason}").ShouldBeEmpty($"seed {Seed}");
        Leftovers().ShouldBeEmpty($"seed {Seed}");
    }

    /// <summary>The part of the test that runs in a process of its own and is killed there.</summary>
    [Fact(Explicit = true)]
    public async Task The_downloads_of_a_process_that_will_be_killed()
    {
        using var library = Library(Environment.GetEnvironmentVariable(FolderVariable)!);
        var request = new DownloadRequest
        {
            References = Environment.GetEnvironmentVariable(AddressesVariable)!.Split(' '),
            Target = new DownloadTarget { Folder = Environment.GetEnvironmentVariable(FolderVariable)! },
        };

        await library.DownloadAsync(request, null, Token);
    }

    private static BerryLibrary Library(string folder) =>
        new(new LibraryOptions { AllowedHosts = ["127.0.0.1"], WorkingFolder = folder }, Options);

    private RawReply Answer(RawRequest request) =>
        _files[int.Parse(request.Target.Split('/', '.')[2], CultureInfo.InvariantCulture)].Answer(request);

    private Uri Address(FaultyFile file) => _servers[file.Number % 2].Address($"/f/{file.Number}.bin");

    private DownloadRequest Request(FaultyFile file) =>
        new()
        {
            References = [Address(file).AbsoluteUri],
            Sha256 = file.IsPinned ? Convert.ToHexStringLower(SHA256.HashData(file.Versions[0])) : null,
            Target = new DownloadTarget { Folder = _folder.Path },
        };

    private async Task KillAsync(int child)
    {
        var files = _files[(child * PerChild)..((child + 1) * PerChild)];
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            ArgumentList =
            {
                "--explicit",
                "only",
                "--filter-method",
                $"*{nameof(The_downloads_of_a_process_that_will_be_killed)}",
            },
            RedirectStandardOutput = true,
            Environment =
            {
                [AddressesVariable] = string.Join(' ', files.Select(file => Address(file).AbsoluteUri)),
                [FolderVariable] = _folder.Path,
            },
        };
        using var process = Process.Start(start)!;
        await Eventually.TrueAsync(() => files.All(file => file.Asked > 0), Token);
        process.Kill();
        await process.WaitForExitAsync(Token);
    }

    private void Check(FaultyFile file, DownloadItem item)
    {
        var told = $"seed {Seed}, file {file.Number}: {item.State}, {item.Reason}";
        switch (item.State)
        {
            case DownloadState.Completed or DownloadState.AlreadyPresent:
                file.IsRefused.ShouldBeFalse(told);
                var bytes = File.ReadAllBytes(item.Path!);
                var right = file.IsPinned ? file.Versions[..1] : file.Versions;
                right.Any(version => bytes.AsSpan().SequenceEqual(version)).ShouldBeTrue(told);
                File.Exists(item.Sidecar).ShouldBeTrue(told);
                Directory.GetFiles(_folder.Path, $"{file.Number}.bin.*.part*").ShouldBeEmpty(told);
                break;
            case DownloadState.Failed or DownloadState.Refused:
                item.Failure.ShouldNotBeNull(told);
                item.Reason.ShouldNotBeNullOrWhiteSpace(told);
                File.Exists(Path.Combine(_folder.Path, $"{file.Number}.bin")).ShouldBeFalse(told);
                break;
            default:
                item.State.ShouldBe(DownloadState.Completed, told);
                break;
        }
    }

    private string[] Leftovers() =>
        [
            .. Directory
                .EnumerateFiles(_folder.Path)
                .Where(path =>
                    path.EndsWith(".lock", StringComparison.Ordinal) || path.EndsWith(".tmp", StringComparison.Ordinal)
                ),
        ];
}
