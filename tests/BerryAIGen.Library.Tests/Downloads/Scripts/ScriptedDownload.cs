using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using BerryAIGen.IO.Hashing;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Downloads.Inspection;
using BerryAIGen.Library.Downloads.Publishing;
using BerryAIGen.Library.Downloads.Transfers;
using BerryAIGen.Library.Downloads.Transfers.Parts;
using BerryAIGen.Library.Downloads.Verification;
using BerryAIGen.Library.Network;
using BerryAIGen.Library.Sources;
using BerryAIGen.Library.Tests.Downloads.Transfers;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.Scripts;

/// <summary>One script of the open cases on a server of its own, walked through the stages from transfer to publishing.</summary>
internal sealed class ScriptedDownload : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly JsonElement _job;
    private readonly DownloadHttp _http;
    private readonly ConcurrentQueue<string> _notes = new();

    internal ScriptedDownload(JsonElement script)
    {
        _job = script.GetProperty("job");
        Server = new RawHttpServer(InOrder([.. Replies(script.GetProperty("server"))]));
        _http = new DownloadHttp(
            new DownloadHttpOptions
            {
                AllowedHosts = ["civitai.com", "test.com", "store.example", "example.com", "127.0.0.1"],
                Resolve = (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]),
            }
        );
        Start(script.GetProperty("start"));
        StateBefore = StateOfPart();
    }

    /// <summary>What a person would call the part that is there before the run: nobody works on it, and it is not complete.</summary>
    internal string? StateBefore { get; }

    internal RawHttpServer Server { get; }

    internal IReadOnlyList<string> Notes => [.. _notes];

    internal string Folder => _folder.Path;

    /// <summary>The name says nothing of the content: the contents of most scripts are no model.</summary>
    internal string TargetPath => Path.Combine(_folder.Path, "models", "model.bin");

    internal string PartPath => Path.Combine(_folder.Path, "model.bin.part");

    internal TransferOutcome? Transferred { get; private set; }

    internal VerificationVerdict? Verdict { get; private set; }

    internal string? Message { get; private set; }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Server.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>The result in the words of the open cases.</summary>
    internal async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        var expected = await ExpectedAsync(cancellationToken);
        var request = new TransferRequest
        {
            Address = Address(),
            Name = "model.bin",
            PartPath = PartPath,
            Hashes = Verifier.NeededFor(expected),
            KeyVariable = "CIVITAI_API_KEY",
            TokenFor = hop => hop.Host == "civitai.com" ? "T" : null,
        };
        // Long enough that a busy machine does not use up a step of the script.
        var options = TransferFixture.Quick with
        {
            StallTimeout = TimeSpan.FromSeconds(3),
        };
        using var outcome = await new FileTransfer(_http, options, TimeProvider.System).RunAsync(
            request,
            new Listener(_notes),
            cancellationToken
        );
        Transferred = outcome;
        return outcome.Result is { } result ? await FinishAsync(result, expected) : Stop(outcome);
    }

    private string Stop(TransferOutcome outcome)
    {
        Message = outcome.Failure!.Message;
        return outcome.Ending switch
        {
            TransferEnding.ResumeRequired => "paused-resume-required",
            TransferEnding.InFlight => "refused (in flight)",
            _ => "failed",
        };
    }

    // From here on nothing is cancelled: what is complete gets its name.
    private async Task<string> FinishAsync(TransferResult result, ExpectedHashes expected)
    {
        Verdict = await Verifier.VerifyAsync(PartPath, result.Hashes, expected, null, CancellationToken.None);
        var inspection = await Inspector.InspectAsync(PartPath, "model.bin", CancellationToken.None);
        var failure = Verdict.Failure ?? inspection.Failure;
        if (failure is not null)
        {
            Message = failure.Message;
            return "failed";
        }

        var published = await Publisher.PublishAsync(
            new PublishRequest
            {
                PartPath = PartPath,
                TargetPath = TargetPath,
                Root = _folder.Path,
                Sha256 = result.Hashes.Sha256!,
                OnConflict = ConflictRule.Refuse,
            },
            CancellationToken.None
        );
        Message = published.Failure?.Message;
        return published.Ending == PublishEnding.Failed ? "failed" : "completed";
    }

    private Uri Address()
    {
        var given = Text(_job, "url") is { } url ? new Uri(url) : new Uri("http://civitai.com/api/download/models/1");
        return new UriBuilder(given) { Scheme = "http", Port = Server.Port }.Uri;
    }

    private async Task<ExpectedHashes> ExpectedAsync(CancellationToken cancellationToken)
    {
        var model = _folder.Write("expected", ScriptedBody.Bytes("A(5000)"));
        var all = await FileHashing.ComputeAsync(model, HashKinds.All, null, cancellationToken);
        File.Delete(model);
        return new ExpectedHashes
        {
            Sha256 = Text(_job, "sha256") is null ? null : all.Sha256,
            AutoV2 = Text(_job, "autoV2") is null ? null : all.AutoV2,
            Blake3 = Text(_job, "blake3") is null ? null : all.Blake3,
            Crc32 = Text(_job, "crc32") is null ? null : all.Crc32,
        };
    }

    private void Start(JsonElement start)
    {
        var part = Text(start, "part") is { } recipe ? ScriptedBody.Bytes(recipe) : null;
        if (part is not null)
        {
            File.WriteAllBytes(PartPath, part);
        }

        if (Text(start, "final") is { } final)
        {
            _folder.Write("models/model.bin", ScriptedBody.Bytes(final));
        }

        if (start.TryGetProperty("journal", out var journal))
        {
            new PartJournal
            {
                Address = SafeText.Address(Address()),
                Digest = AddressDigest.OfPlace(Address()),
                Origin = AddressDigest.Of(Address()),
                Size = journal.GetProperty("size").GetInt64(),
                Bytes = part?.Length ?? 0,
                OwnerId = Text(journal, "pid") == "dead" ? int.MaxValue : Environment.ProcessId,
            }.Write(PartPath);
        }
    }

    private string? StateOfPart()
    {
        if (PartJournal.Find(PartPath) is not { } journal)
        {
            return null;
        }

        using var claim = PartClaim.TryTake(PartPath);
        return claim is null ? "downloading"
            : new FileInfo(PartPath).Length < journal.Size ? "interrupted"
            : "complete";
    }

    private static Func<RawRequest, RawReply> InOrder(RawReply[] replies)
    {
        var next = -1;
        return request => Aim(replies[Math.Min(Interlocked.Increment(ref next), replies.Length - 1)], request);
    }

    /// <summary>Every host of the scripts is this one server, but for the private ones that must not be asked.</summary>
    private static RawReply Aim(RawReply reply, RawRequest request)
    {
        var location = reply.Headers.FirstOrDefault(header => header.Key == "Location").Value;
        if (location is null || location.Contains("169.254", StringComparison.Ordinal))
        {
            return reply;
        }

        var port = int.Parse(request.Header("Host")!.Split(':')[1], null);
        var next =
            location == "<self>"
                ? request.Target
                : new UriBuilder(location) { Scheme = "http", Port = port }
                    .Uri
                    .AbsoluteUri;
        return RawReply.Redirect(next, reply.Status);
    }

    private static IEnumerable<RawReply> Replies(JsonElement steps)
    {
        foreach (var step in steps.EnumerateArray())
        {
            // A transfer asks the first address anew each time, so a stored one is never asked.
            if (Text(step, "to") == "stored storage address")
            {
                continue;
            }

            var recipe = step.GetProperty("body").GetString()!;
            var reply = new RawReply(step.GetProperty("status").GetInt32(), ScriptedBody.Bytes(recipe))
            {
                End = ScriptedBody.End(recipe),
                IsChunked = recipe.Contains("chunked", StringComparison.Ordinal),
            };
            if (reply.IsChunked)
            {
                reply = reply with { End = ReplyEnd.Reset };
            }

            foreach (var header in step.GetProperty("headers").EnumerateObject())
            {
                reply = reply.With(header.Name, header.Value.GetString()!);
            }

            yield return reply;
        }
    }

    private static string? Text(JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private sealed class Listener(ConcurrentQueue<string> notes) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value)
        {
            if (value.Note is { } note)
            {
                notes.Enqueue(note);
            }
        }
    }
}
