using BerryAIGen.Civitai;

namespace BerryAIGen.Library.Sources.Civitai;

/// <summary>Why Civitai will not hand out a version, as far as its description already says so.</summary>
internal static class CivitaiRefusals
{
    public static Failure? Find(OfferedVersion version, Secret? key, DateTimeOffset now)
    {
        if (version.Mode == ModelMode.Archived)
            return new Failure(
                FailureCode.NotFound,
                $"Model {version.ModelId} ({version.ModelName}) is archived; Civitai keeps its page but not its files."
            )
            {
                IsGone = true,
            };
        if (version.UsageControl is { } usage && usage != UsageControl.Download)
            return new Failure(
                FailureCode.Policy,
                $"The creator of {Name(version)} has disabled downloads; it can only be used on the site."
            );
        // With a key its owner may have bought the access: then the download itself tells.
        if (key is null && version.EarlyAccessEnds > now)
            return new Failure(
                FailureCode.Policy,
                $"{Name(version)} is in early access until {version.EarlyAccessEnds:yyyy-MM-dd HH:mm} UTC; wait until then, or give the key of an account that bought access."
            )
            {
                Deadline = version.EarlyAccessEnds,
            };
        return null;
    }

    public static Failure NoFiles(OfferedVersion version) =>
        new(
            FailureCode.NotFound,
            $"{Name(version)} has no files on Civitai; they were removed or are not published yet."
        )
        {
            IsGone = true,
        };

    private static string Name(OfferedVersion version) =>
        $"Version {version.Id} ({version.ModelName} {version.Name})".Replace("( ", "(").Replace(" )", ")");
}
