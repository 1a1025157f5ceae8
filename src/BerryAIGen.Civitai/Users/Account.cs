using System.Text.Json;
using System.Text.Json.Serialization;
using BerryAIGen.Civitai.Json;

namespace BerryAIGen.Civitai;

/// <summary>The account that the key belongs to.</summary>
/// <seealso href="https://developer.civitai.com/site/reference/users">Civitai's documentation</seealso>
public sealed record Account : OpenRecord, IIdentified
{
    /// <summary>The account's number.</summary>
    public int Id { get; set; }

    /// <summary>The user name.</summary>
    public string? Username { get; set; }

    /// <summary>The membership; null when not sent.</summary>
    public Tier? Tier { get; set; }

    /// <summary>Whether the account may act.</summary>
    public UserStatus? Status { get; set; }

    /// <summary>Whether there is a paid membership.</summary>
    public bool? IsMember { get; set; }

    /// <summary>The paid memberships by name.</summary>
    public OpenList<string> Subscriptions { get; set; } = [];

    /// <summary>The address for mail; only when the key may read the profile.</summary>
    public string? Email { get; set; }

    /// <summary>Whether that address was confirmed, as sent: a date or a boolean; null when not sent.</summary>
    public JsonElement? EmailVerified { get; set; }

    /// <summary>What the key may do, a bit mask of the service.</summary>
    public long? TokenScope { get; set; }

    /// <summary>How much Buzz the key may spend, raw; null for no limit.</summary>
    public JsonElement? BuzzLimit { get; set; }

    /// <summary>Which key it was; null when not sent.</summary>
    [JsonConverter(typeof(MemberConverter<TokenSubject>))]
    public TokenSubject? Subject { get; set; }
}

/// <summary>The key that a request carried.</summary>
/// <seealso href="https://developer.civitai.com/site/reference/users">Civitai's documentation</seealso>
public sealed record TokenSubject : OpenRecord
{
    /// <summary>What kind of key it is.</summary>
    public TokenSubjectType? Type { get; set; }

    /// <summary>The key's number on the site, not the key.</summary>
    public string? Id { get; set; }
}
