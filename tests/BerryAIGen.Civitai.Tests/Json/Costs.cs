using System.Collections;
using BerryAIGen.Civitai.Json;
using BerryAIGen.Civitai.Orchestration;

namespace BerryAIGen.Civitai.Tests.Json;

/// <summary>What could not be read: the paths of members of unexpected type and of unreadable elements.</summary>
internal static class Costs
{
    public static IEnumerable<string> Of(object? value, string path = "$") =>
        value switch
        {
            OpenRecord record => OfRecord(record, path),
            string or IDictionary => [],
            IEnumerable list when Unreadable(list) is { } unreadable => OfList(list, unreadable, path),
            _ => [],
        };

    private static IEnumerable<string> OfRecord(OpenRecord record, string path)
    {
        var type = record.GetType();
        var known = (OrchestrationJson.Default.GetTypeInfo(type) ?? CivitaiJson.Default.GetTypeInfo(type)!).Properties;
        return known.SelectMany(member =>
            record.UnknownMembers?.ContainsKey(member.Name) is true ? [$"{path}.{member.Name}"]
            : member.IsExtensionData || member.Get is null ? []
            : Of(member.Get(record), $"{path}.{member.Name}")
        );
    }

    private static IEnumerable<string> OfList(
        IEnumerable list,
        IReadOnlyList<UnreadableElement> unreadable,
        string path
    )
    {
        var odd = unreadable.Select(element => element.Position).ToHashSet();
        foreach (var position in odd)
            yield return position < 0 ? path : $"{path}[{position}]";
        var at = 0;
        foreach (var item in list)
        {
            while (odd.Contains(at))
                at++;
            foreach (var cost in Of(item, $"{path}[{at}]"))
                yield return cost;
            at++;
        }
    }

    private static IReadOnlyList<UnreadableElement>? Unreadable(object list) =>
        list.GetType().GetProperty(nameof(OpenList<int>.Unreadable))?.GetValue(list)
        as IReadOnlyList<UnreadableElement>;
}
