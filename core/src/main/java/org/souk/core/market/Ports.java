package org.souk.core.market;

import org.souk.core.account.SecretHasher;
import org.souk.core.events.TaskListener;
import org.souk.core.forecast.LoadForecaster;
import org.souk.core.forecast.LoadTrainer;
import org.souk.core.leader.Doorbells;
import org.souk.core.matching.Expressions;
import org.souk.core.submission.ContentCheck;

/**
 * What a market needs of its surroundings beside its stores.
 *
 * @param listener hears of every change of a task
 * @param doorbells wake the threads that turn the market
 * @param content what is stored of modules and inputs
 * @param hasher of clients' secrets
 * @param expressions the language of requirements and policies
 * @param forecaster of a node's load where there is no model
 * @param trainer of the models
 */
public record Ports(
        TaskListener listener,
        Doorbells doorbells,
        ContentCheck content,
        SecretHasher hasher,
        Expressions expressions,
        LoadForecaster forecaster,
        LoadTrainer trainer) {}
