using System.Text;
using BerryAIGen.Testing;

namespace BerryAIGen.Toolkit.Tests.Providers;

/// <summary>A small real server in the role of a provider.</summary>
internal static class PlayedProvider
{
    /// <summary>Answers these paths with JSON, and others with 404.</summary>
    public static RawHttpServer Answering(params (string Path, Func<string> Body)[] answers) =>
        new(request =>
            Array.Find(answers, answer => answer.Path == request.Target.Split('?')[0]) is { Body: { } body }
                ? RawReply.File(Encoding.UTF8.GetBytes(body())).With("Content-Type", "application/json")
                : new RawReply(404, []).With("Content-Length", "0")
        );

    public static async Task<string> SetAsync(RunningToolkit toolkit, string provider, string body)
    {
        var answer = await toolkit.SendAsync("PUT", $"/api/providers/{provider}/settings", body);
        answer.Status.ShouldBe(200, answer.Body.ToJsonString());
        return answer.Body.ToJsonString();
    }
}
