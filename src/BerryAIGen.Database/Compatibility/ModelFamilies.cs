using BerryAIGen.Library.Compatibility.Outlook;

namespace BerryAIGen.Database.Compatibility;

/// <summary>Which ids are variants of one model, whatever else becomes of them.</summary>
internal sealed class ModelFamilies(LibraryChanges changes)
{
    private readonly Lock _turn = new();
    private Dictionary<string, string[]>? _ids;
    private long _upTo;

    /// <summary>The ids of a model's family, itself among them. Only questions about single models need them.</summary>
    public IReadOnlyList<string> Of(string id, LibraryVerdicts library)
    {
        var key = ModelFamily.KeyOf(id);
        lock (_turn)
        {
            BringUpTo(library);
            return _ids!.GetValueOrDefault(key) ?? [];
        }
    }

    /// <summary>Sorts them beforehand, so that no question waits for it.</summary>
    public void Prepare(LibraryVerdicts library)
    {
        lock (_turn)
            BringUpTo(library);
    }

    private void BringUpTo(LibraryVerdicts library)
    {
        // Who still has an older library finds in it those that it has.
        if (_ids is not null && _upTo >= library.Revision)
            return;
        if (_ids is not null && changes.FindBetween(_upTo, library.Revision) is { } step)
        {
            foreach (var id in step.Gone.Concat(step.Come).Select(model => model.Id).Distinct())
                Put(_ids, id, isThere: library.Find(id) is not null);
        }
        else
        {
            _ids = library
                .Models.GroupBy(model => ModelFamily.KeyOf(model.Id), model => model.Id)
                .ToDictionary(family => family.Key, family => family.ToArray());
        }

        _upTo = library.Revision;
    }

    private static void Put(Dictionary<string, string[]> families, string id, bool isThere)
    {
        var key = ModelFamily.KeyOf(id);
        var others = families.GetValueOrDefault(key, []).Where(other => other != id);
        string[] family = isThere ? [.. others, id] : [.. others];
        if (family.Length > 0)
            families[key] = family;
        else
            families.Remove(key);
    }
}
