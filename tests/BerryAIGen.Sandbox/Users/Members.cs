using System.Collections.Frozen;
using BerryAIGen.Sandbox.Seeding;

namespace BerryAIGen.Sandbox.Users;

/// <summary>Finds who asks. A wrong, expired or banned key is not refused: the call is anonymous.</summary>
internal sealed class Members
{
    private readonly FrozenDictionary<string, Member> byKey = SeedData
        .Read<IReadOnlyList<Member>>("members.json")
        .ToFrozenDictionary(member => member.Key);

    public Member? Find(HttpRequest request) => KeyOf(request) is { } key ? Find(key) : null;

    public Member? Find(string key) =>
        byKey.TryGetValue(key, out var member) && member.Status != "banned" ? member : null;

    // The header wins over ?token=; its second word is the key and its first word is not looked at.
    private static string? KeyOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (header.Length == 0)
            return request.Query["token"].FirstOrDefault();
        return header.Split(' ') is [_, var key, ..] ? key : null;
    }
}
