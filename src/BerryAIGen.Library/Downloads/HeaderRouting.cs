using BerryAIGen.Library.Downloads.Planning;
using BerryAIGen.Library.Identification;

namespace BerryAIGen.Library.Downloads;

/// <summary>The small step between inspect and publish: a file whose header proves its folder wrong goes to the right one.</summary>
internal sealed class HeaderRouting(ModelIdentification identification)
{
    /// <exception cref="IOException">The part cannot be read.</exception>
    public PlannedFile Route(PlannedFile plan, string partPath)
    {
        if (plan.Route is not { } route)
            return plan;
        return route.Find(identification.Inspect(partPath).Identity) is { } place
            ? plan with
            {
                Folder = place.Folder,
                Note = Sentences.Join(plan.Note, place.Note),
            }
            : plan;
    }
}
