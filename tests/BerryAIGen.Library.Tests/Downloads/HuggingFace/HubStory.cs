using System.Text;
using BerryAIGen.Library.Downloads;
using BerryAIGen.Library.Sources;
using BerryAIGen.Testing;

namespace BerryAIGen.Library.Tests.Downloads.HuggingFace;

/// <summary>What the stories of Hugging Face have in common.</summary>
internal static class HubStory
{
    public static RawReply Json(string text) => RawReply.File(Encoding.UTF8.GetBytes(text));

    public static Task<IReadOnlyList<DownloadItem>> PlanAsync(LibraryStory story, string reference) =>
        story.Library.PlanAsync(story.Request(reference), TestContext.Current.CancellationToken);

    public static Task<IReadOnlyList<DownloadItem>> DownloadAsync(
        LibraryStory story,
        string reference,
        FileChoice choice,
        string? modelType = null
    )
    {
        var request = story.Request(reference);
        return story.Library.DownloadAsync(
            request with
            {
                Choice = choice,
                Target = request.Target with { ModelType = modelType },
            },
            null,
            TestContext.Current.CancellationToken
        );
    }
}
