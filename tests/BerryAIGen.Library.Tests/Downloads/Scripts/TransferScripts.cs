using System.Net;
using System.Text.Json;
using BerryAIGen.Civitai;
using BerryAIGen.Library.Configuration;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Downloads.Transfers.Parts;
using BerryAIGen.Library.Network;
using BerryAIGen.Library.Sources.Civitai;
using BerryAIGen.Library.Sources.HuggingFace;
using BerryAIGen.Library.Tests.Downloads.Transfers;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.Scripts;

/// <summary>Scripts about one transfer that need more than a server which answers in order.</summary>
internal static class TransferScripts
{
    private static readonly byte[] A = Recipe.A(5000);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    internal static async Task The_end_of_a_range_stays(JsonElement script)
    {
        var file = Recipe.A(200);
        var at = 15;
        var steps = script.GetProperty("server").EnumerateArray().ToArray();
        var step = 0;
        await using var server = new RawHttpServer(_ =>
        {
            var count = ScriptedBody.Count(steps[step++].GetProperty("body").GetString()!);
            at += count;
            return new RawReply(206, file[(at - count)..at]);
        });
        using var transfer = new TransferFixture(TransferFixture.Quick with { Connections = 1 });
        byte[] part = [.. file];
        part.AsSpan(15, 100).Clear();
        File.WriteAllBytes(transfer.PartPath, part);
        Journal(server.Address(), file.Length, [new(0, 15), new(115, 200)]).Write(transfer.PartPath);

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Failure.ShouldBeNull();
        transfer.Part.ShouldBe(file);
        server
            .Requests.Select(request => request.Header("Range"))
            .ShouldBe(
                script.GetProperty("expected").GetProperty("ranges").EnumerateArray().Select(range => range.GetString())
            );
    }

    internal static async Task Https_does_not_become_http(JsonElement script)
    {
        using var certificate = TestCertificate.For("start.example");
        await using var plain = new RawHttpServer(RawReply.File(A));
        await using var server = new RawHttpServer(RawReply.Redirect($"http://start.example:{plain.Port}/x"))
        {
            Certificate = certificate,
        };
        using var transfer = new TransferFixture(
            http: new DownloadHttpOptions
            {
                AllowedHosts = ["start.example"],
                TrustedRoots = [certificate],
                Resolve = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]),
            }
        );

        using var outcome = await transfer.RunAsync(new Uri($"https://start.example:{server.Port}/x"), Token);

        outcome.Ending.ShouldBe(TransferEnding.Failed);
        outcome.Failure!.Message.ShouldContain("plain http");
        plain.Requests.ShouldBeEmpty();
    }

    internal static async Task Two_jobs_have_one_winner(JsonElement script)
    {
        var gate = new TaskCompletionSource();
        await using var server = new RawHttpServer(RawReply.File(A) with { Gate = gate.Task });
        using var transfer = new TransferFixture();

        var first = transfer.RunAsync(server.Address(), Token);
        using var second = await transfer.RunAsync(server.Address(), Token);
        gate.SetResult();
        using var winner = await first;

        second.Ending.ShouldBe(TransferEnding.InFlight);
        winner.Ending.ShouldBe(TransferEnding.Completed);
        transfer.Part.ShouldBe(A);
    }

    internal static async Task Two_processes_have_one_winner(JsonElement script)
    {
        var gate = new TaskCompletionSource();
        await using var server = new RawHttpServer(RawReply.File(A) with { Gate = gate.Task });
        using var transfer = new TransferFixture();
        using var other = OtherProcess.Start(server.Address(), transfer.PartPath);
        await Eventually.TrueAsync(() => server.Requests.Count > 0, Token);

        using var second = await transfer.RunAsync(server.Address(), Token);
        gate.SetResult();
        await other.WaitForExitAsync(Token);

        second.Ending.ShouldBe(TransferEnding.InFlight);
        other.ExitCode.ShouldBe(0);
        transfer.Part.ShouldBe(A);
        server.Requests.Count.ShouldBe(1);
    }

    internal static async Task The_disk_is_full(JsonElement script)
    {
        using var mount = MountedFolder.Require("size=64k");
        var file = Recipe.A(200_000);
        await using var server = new RawHttpServer(RawReply.File(file));
        using var transfer = new TransferFixture(folder: mount.Path);

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Ending.ShouldBe(TransferEnding.Failed);
        foreach (var word in script.GetProperty("expected").GetProperty("messageNames").EnumerateArray())
        {
            outcome.Failure!.Message.ShouldContain(word.GetString()!);
        }

        Directory.GetFiles(mount.Path).ShouldAllBe(path => path.Contains(".part", StringComparison.Ordinal));
        mount.Remount("size=2m");
        await using var again = new RawHttpServer(request => RawReply.Rest(file, (int)transfer.Part.LongLength));
        using var next = await transfer.RunAsync(transfer.Request(again.Address()) with { JoinsHosts = true }, Token);
        next.Failure.ShouldBeNull();
        transfer.Part.ShouldBe(file);
    }

    internal static async Task A_process_id_that_is_used_again_is_nobody(JsonElement script)
    {
        int port;
        await using (var server = new RawHttpServer(RawReply.File(A)))
        {
            port = server.Port;
        }

        using var transfer = new TransferFixture(TransferFixture.Quick with { MaxAttempts = 1 });
        using var bystander = System.Diagnostics.Process.Start("sleep", "60");
        var address = new Uri($"http://127.0.0.1:{port}/model.safetensors");
        (Journal(address, 5000, null) with { OwnerId = bystander.Id, OwnerStarted = default }).Write(transfer.PartPath);

        using var outcome = await transfer.RunAsync(address, Token);

        outcome.Ending.ShouldBe(TransferEnding.Failed);
        outcome.Failure!.Code.ShouldBe(FailureCode.Network);
        bystander.HasExited.ShouldBeFalse();
        bystander.Kill();
    }

    internal static async Task A_pause_in_which_the_stream_dies(JsonElement script)
    {
        await using var server = new RawHttpServer(
            (RawReply.File(A) with { Body = A[..2000], End = ReplyEnd.Silence }).With("ETag", "\"one\""),
            RawReply.Rest(A, 2000)
        );
        using var transfer = new TransferFixture();
        using (var pause = CancellationTokenSource.CreateLinkedTokenSource(Token))
        {
            var running = transfer.RunAsync(server.Address(), pause.Token);
            await Eventually.TrueAsync(() => new FileInfo(transfer.PartPath) is { Exists: true, Length: 2000 }, Token);
            await pause.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => running);
        }

        using var outcome = await transfer.RunAsync(server.Address(), Token);

        outcome.Failure.ShouldBeNull();
        transfer.Part.ShouldBe(A);
    }

    internal static async Task The_mode_follows_the_umask(JsonElement script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no umask.");
        using var library = new ScriptedLibrary();
        await using var server = new RawHttpServer(RawReply.File(Recipe.A(10)));
        var ordinary = Path.Combine(library.Above, "ordinary");
        File.WriteAllBytes(ordinary, [1]);

        var item = (await library.RunAsync(library.Request(server.Address("/model.bin")))).ShouldHaveSingleItem();

        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(item.Path!).ShouldBe(File.GetUnixFileMode(ordinary));
        }
    }

    internal static async Task Keys_stay_with_their_hosts(JsonElement script)
    {
        await using var server = new RawHttpServer(RawReply.File(Recipe.A(10)));
        using var transfer = new TransferFixture(
            http: new DownloadHttpOptions
            {
                AllowedHosts = ["example.com"],
                Resolve = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]),
            }
        );
        var tokenFor = TokenFor();
        var request = transfer.Request(new Uri($"http://example.com:{server.Port}/x.safetensors")) with
        {
            TokenFor = tokenFor,
        };

        using var outcome = await transfer.RunAsync(request, Token);

        outcome.Failure.ShouldBeNull();
        server.Requests.ShouldHaveSingleItem().Header("Authorization").ShouldBeNull();
    }

    internal static Task Keys_go_to_Civitai_alone(JsonElement script)
    {
        var expected = script.GetProperty("expected");
        var tokenFor = TokenFor();
        Hosts("sentTo").ShouldAllBe(host => tokenFor(host) == "civitai-key");
        Hosts("notSentTo").ShouldAllBe(host => tokenFor(host) == null);
        return Task.CompletedTask;

        IEnumerable<Uri> Hosts(string name) =>
            expected.GetProperty(name).EnumerateArray().Select(host => new Uri($"https://{host.GetString()}/x"));
    }

    private static Func<Uri, string?> TokenFor()
    {
        var options = new LibraryOptions
        {
            CivitaiKey = Secret.From("civitai-key", "test"),
            HuggingFaceToken = Secret.From("hf_token", "test"),
        };
        var http = new DownloadHttp(new DownloadHttpOptions());
        var civitai = new CivitaiSource(new CivitaiLookup(new CivitaiClient()), options, TimeProvider.System);
        var probe = new BerryAIGen.Library.Sources.FileProbe(http, new TransferOptions(), TimeProvider.System);
        var api = new BerryAIGen.Library.Sources.Api.ApiReader(http, new TransferOptions(), TimeProvider.System);
        var huggingFace = new HuggingFaceSource(options, probe, api);
        return address => civitai.TokenFor(address) ?? huggingFace.TokenFor(address);
    }

    private static PartJournal Journal(Uri address, long size, IReadOnlyList<ByteRange>? ranges) =>
        new()
        {
            Address = address.AbsoluteUri,
            Digest = AddressDigest.OfPlace(address),
            Origin = AddressDigest.Of(address),
            Size = size,
            Bytes = ranges?[0].To ?? 0,
            Ranges = ranges,
            MachineStarted = PartJournal.MachineStart(TimeProvider.System.GetUtcNow()),
        };
}
